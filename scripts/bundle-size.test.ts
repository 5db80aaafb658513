import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { expect, it } from "vitest";

/** A script that trains mnist; examples/peer-benchmark compares its size with those of others. */
const script = fileURLToPath(
  new URL("../examples/peer-benchmark/bundles/kindling.mjs", import.meta.url),
);

/** Kilobytes: what it takes and a tenth, so that what makes it grow by more is looked at. */
const LIMIT = 80;

/** "\\0asm" and version 1, as packages/core/gen holds them. */
const MAGIC = "&|/|A|;'&&&";

it(`stays below ${LIMIT} kB in a browser, minified and gzipped, wasm included`, async () => {
  const { outputFiles } = await build({
    entryPoints: [script],
    bundle: true,
    minify: true,
    format: "esm",
    platform: "browser",
    conditions: ["@kindling/source"],
    write: false,
  });
  expect(outputFiles).toHaveLength(1);
  const text = new TextDecoder().decode(outputFiles[0]!.contents);
  // The kernels of products, fills, losses and the update are in it, each module with its magic number.
  expect(text.split(MAGIC).length - 1).toBeGreaterThan(4);
  const bytes = gzipSync(text, { level: 9 }).length;
  expect(bytes / 1000).toBeLessThan(LIMIT);
});

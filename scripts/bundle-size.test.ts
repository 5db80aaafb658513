import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { expect, it } from "vitest";

/**
 * Scripts that train mnist, and kilobytes: what they take and a twentieth, so that what makes them grow by
 * more is looked at. examples/peer-benchmark compares the sizes with those of others; what they are made
 * of stands in packages/nn/README.md.
 */
const SCRIPTS = [
  ["kindling", "names, which bring all that they may stand for", 77],
  ["kindling-slim", "values", 55],
] as const;

/** "\\0asm" and version 1, as packages/core/gen holds them. */
const MAGIC = "&|/|A|;'&&&";

it.each(SCRIPTS)(
  "%s, by %s, stays below %i kB in a browser, minified and gzipped, wasm included",
  async (script, _, limit) => {
    const entry = new URL(`../examples/peer-benchmark/bundles/${script}.mjs`, import.meta.url);
    const { outputFiles } = await build({
      entryPoints: [fileURLToPath(entry)],
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
    expect(gzipSync(text, { level: 9 }).length / 1000).toBeLessThan(limit);
  },
);

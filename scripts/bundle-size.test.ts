import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";

/** The script of that name as a browser loads it: its size, and the kernels in it. */
async function bundle(script: string): Promise<{ kilobytes: number; kernels: string[] }> {
  const entry = new URL(`../examples/peer-benchmark/bundles/${script}.mjs`, import.meta.url);
  const { outputFiles, metafile } = await build({
    entryPoints: [fileURLToPath(entry)],
    bundle: true,
    minify: true,
    format: "esm",
    platform: "browser",
    conditions: ["@kindling/source"],
    metafile: true,
    write: false,
  });
  expect(outputFiles).toHaveLength(1);
  const inputs = Object.values(metafile.outputs)[0]!.inputs;
  const kernels = Object.keys(inputs)
    .filter((path) => path.includes("core/gen/") && inputs[path]!.bytesInOutput > 0)
    .map((path) => basename(path, ".ts"));
  const { length } = gzipSync(outputFiles[0]!.contents, { level: 9 });
  return { kilobytes: length / 1000, kernels: kernels.sort() };
}

/**
 * A script that trains mnist, minified and gzipped, the wasm included. The limits are what it takes and a
 * twentieth, so that what makes it grow by more is looked at; what it is made of stands in
 * packages/nn/README.md. examples/peer-benchmark compares with others.
 */
describe("the bundle of a browser", () => {
  it("of a net by values stays below 56 kB, and holds the kernels that it runs", async () => {
    const { kilobytes, kernels } = await bundle("kindling-slim");
    expect(kilobytes).toBeLessThan(56);
    expect(kernels).toEqual([
      "adam", "copy", "cross-entropy", "fill", "gemm", "gradient", "relu", "softmax", "sum-rows",
    ]); // biome-ignore format: one line
  });

  it("of a net by names, which bring all that they may stand for, stays below 78 kB", async () => {
    const { kilobytes } = await bundle("kindling");
    expect(kilobytes).toBeLessThan(78);
  });
});

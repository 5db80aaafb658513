import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const local = (path) => fileURLToPath(new URL(path, import.meta.url));

/** What a bundle loads beside itself. */
const WASM = {
  "tfjs-wasm": "node_modules/@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm",
};

/** Kilobytes of a browser bundle that trains mnist, minified and gzipped, the wasm included. */
export async function bundles({ ids }) {
  return [
    await sizes("mnist, by names", ids, (id) => id, []),
    // kindling is described by names or by values; the others know one way.
    await sizes("mnist, by values", ids, (id) => (id === "kindling" ? "kindling-slim" : id), [
      { of: "kindling", most: 35 },
    ]),
  ];
}

async function sizes(name, ids, fileOf, targets) {
  const values = {};
  const absent = {};
  for (const id of ids) {
    const entry = local(`bundles/${fileOf(id)}.mjs`);
    if (!existsSync(entry)) {
      absent[id] = "no such bundle";
      continue;
    }
    try {
      values[id] = (await bytesOf(entry, WASM[id])) / 1000;
    } catch (error) {
      absent[id] = error.errors?.[0]?.text ?? error.message;
    }
  }
  return { name, unit: "kB gzipped", higherIsBetter: false, targets, values, absent };
}

async function bytesOf(entry, wasm) {
  const { build } = await import("esbuild");
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    format: "esm",
    platform: "browser",
    // The parts of Node that some ask for and do not need in a browser.
    external: ["fs", "path", "util", "crypto", "worker_threads", "perf_hooks", "os", "url"],
    write: false,
    logLevel: "silent",
  });
  const files = [outputFiles[0].contents, ...(wasm ? [readFileSync(local(wasm))] : [])];
  return files.reduce((sum, bytes) => sum + gzipSync(bytes, { level: 9 }).length, 0);
}

import type { Bench } from "@kindling/scripts/bench";
import { createLab, sampleValues } from "../lab.ts";
import { sigmoidKernels } from "./kernels.ts";

/** At 4 k elements, which stay in the first cache, and at 1 M, which do not. */
export default (): readonly Bench[] =>
  [4096, 2 ** 20].map((n) => ({
    title: `sigmoid, ${n} elements`,
    unit: "ns/element",
    work: n,
    baseline: "plain",
    cases: { plain: plain(n), js: kernel("js", n), "wasm-simd": kernel("wasm-simd", n) },
  }));

function kernel(set: "js" | "wasm-simd", n: number): () => void {
  const { kernels, put, room } = createLab(set, sigmoidKernels, 2 * n + 64);
  const x = put(sampleValues(n).map((value) => 4 * value));
  const y = room(n);
  return () => kernels.sigmoid(n, x, y);
}

function plain(n: number): () => void {
  const x = Float32Array.from(sampleValues(n).map((value) => 4 * value));
  const y = new Float32Array(n);
  return () => {
    for (let i = 0; i < n; i++) y[i] = 1 / (1 + Math.exp(-x[i]));
  };
}

import type { Bench } from "@kindling/scripts/bench";
import { createLab, sampleValues } from "../lab.ts";
import { adagradKernels } from "./kernels.ts";

const N = 4096;

export default (): readonly Bench[] => [
  {
    title: `adagrad, ${N} weights`,
    unit: "ns/element",
    work: N,
    baseline: "plain",
    cases: { plain: plain(), js: kernel("js"), "wasm-simd": kernel("wasm-simd") },
  },
];

function kernel(set: "js" | "wasm-simd"): () => void {
  const { kernels, put, room } = createLab(set, adagradKernels);
  const w = put(sampleValues(N, 1));
  const g = put(sampleValues(N, 2));
  const sum = room(N, 0);
  return () => kernels.adagrad(N, w, g, sum, 1e-6, 0.1, 1e-7);
}

function plain(): () => void {
  const w = Float32Array.from(sampleValues(N, 1));
  const g = Float32Array.from(sampleValues(N, 2));
  const sum = new Float32Array(N);
  return () => {
    for (let i = 0; i < N; i++) {
      sum[i] += g[i] ** 2;
      w[i] -= (1e-6 * g[i]) / (Math.sqrt(sum[i] + 0.1) + 1e-7);
    }
  };
}

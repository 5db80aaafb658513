import type { Bench } from "@kindling/scripts/bench";
import { createLab, sampleValues } from "../lab.ts";
import { sgdKernels } from "./kernels.ts";

const N = 4096;

export default (): readonly Bench[] => [
  {
    title: `sgd with momentum, ${N} weights`,
    unit: "ns/element",
    work: N,
    baseline: "plain",
    cases: { plain: plain(), js: kernel("js"), "wasm-simd": kernel("wasm-simd") },
  },
];

function kernel(set: "js" | "wasm-simd"): () => void {
  const { kernels, put, room } = createLab(set, sgdKernels);
  const w = put(sampleValues(N, 1));
  const g = put(sampleValues(N, 2));
  const v = room(N, 0);
  return () => kernels.sgd(N, w, g, v, 1e-6, 0.9, 0);
}

function plain(): () => void {
  const w = Float32Array.from(sampleValues(N, 1));
  const g = Float32Array.from(sampleValues(N, 2));
  const v = new Float32Array(N);
  return () => {
    for (let i = 0; i < N; i++) {
      v[i] = 0.9 * v[i] + g[i];
      w[i] -= 1e-6 * v[i];
    }
  };
}

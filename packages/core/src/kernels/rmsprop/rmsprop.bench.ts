import type { Bench } from "@kindling/scripts/bench";
import { createLab, sampleValues } from "../lab.ts";
import { rmspropKernels } from "./kernels.ts";

const N = 4096;

export default (): readonly Bench[] => [
  {
    title: `rmsprop with momentum, centered, ${N} weights`,
    unit: "ns/element",
    work: N,
    baseline: "plain",
    cases: { plain: plain(), js: kernel("js"), "wasm-simd": kernel("wasm-simd") },
  },
];

function kernel(set: "js" | "wasm-simd"): () => void {
  const { kernels, put, room } = createLab(set, rmspropKernels);
  const w = put(sampleValues(N, 1));
  const g = put(sampleValues(N, 2));
  const v = room(N, 0);
  const mean = room(N, 0);
  const velocity = room(N, 0);
  return () => kernels.rmsprop(N, w, g, v, mean, velocity, 1e-6, 0.9, 1e-7, 0.9);
}

function plain(): () => void {
  const w = Float32Array.from(sampleValues(N, 1));
  const g = Float32Array.from(sampleValues(N, 2));
  const v = new Float32Array(N);
  const mean = new Float32Array(N);
  const velocity = new Float32Array(N);
  return () => {
    for (let i = 0; i < N; i++) {
      v[i] = 0.9 * v[i] + 0.1 * g[i] ** 2;
      mean[i] = 0.9 * mean[i] + 0.1 * g[i];
      const variance = Math.max(v[i] - mean[i] ** 2, 0);
      velocity[i] = 0.9 * velocity[i] + g[i] / (Math.sqrt(variance) + 1e-7);
      w[i] -= 1e-6 * velocity[i];
    }
  };
}

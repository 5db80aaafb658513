import type { Bench } from "@kindling/scripts/bench";
import { createLab, sampleValues } from "../lab.ts";
import { adadeltaKernels } from "./kernels.ts";

const N = 4096;

export default (): readonly Bench[] => [
  {
    title: `adadelta, ${N} weights`,
    unit: "ns/element",
    work: N,
    baseline: "plain",
    cases: { plain: plain(), js: kernel("js"), "wasm-simd": kernel("wasm-simd") },
  },
];

function kernel(set: "js" | "wasm-simd"): () => void {
  const { kernels, put, room } = createLab(set, adadeltaKernels);
  const w = put(sampleValues(N, 1));
  const g = put(sampleValues(N, 2));
  const v = room(N, 0);
  const d = room(N, 0);
  return () => kernels.adadelta(N, w, g, v, d, 1e-6, 0.95, 1e-7);
}

function plain(): () => void {
  const w = Float32Array.from(sampleValues(N, 1));
  const g = Float32Array.from(sampleValues(N, 2));
  const v = new Float32Array(N);
  const d = new Float32Array(N);
  return () => {
    for (let i = 0; i < N; i++) {
      v[i] = 0.95 * v[i] + 0.05 * g[i] ** 2;
      const step = Math.sqrt((d[i] + 1e-7) / (v[i] + 1e-7)) * g[i];
      d[i] = 0.95 * d[i] + 0.05 * step ** 2;
      w[i] -= 1e-6 * step;
    }
  };
}

import type { Bench } from "@kindling/scripts/bench";
import { createLab, sampleValues } from "../lab.ts";
import { lionKernels } from "./kernels.ts";

const N = 4096;

export default (): readonly Bench[] => [
  {
    title: `lion, ${N} weights`,
    unit: "ns/element",
    work: N,
    baseline: "plain",
    cases: { plain: plain(), js: kernel("js"), "wasm-simd": kernel("wasm-simd") },
  },
];

function kernel(set: "js" | "wasm-simd"): () => void {
  const { kernels, put, room } = createLab(set, lionKernels);
  const w = put(sampleValues(N, 1));
  const g = put(sampleValues(N, 2));
  const m = room(N, 0);
  return () => kernels.lion(N, w, g, m, 1e-6, 0.9, 0.99);
}

function plain(): () => void {
  const w = Float32Array.from(sampleValues(N, 1));
  const g = Float32Array.from(sampleValues(N, 2));
  const m = new Float32Array(N);
  return () => {
    for (let i = 0; i < N; i++) {
      w[i] -= 1e-6 * Math.sign(0.9 * m[i] + 0.1 * g[i]);
      m[i] = 0.99 * m[i] + 0.01 * g[i];
    }
  };
}

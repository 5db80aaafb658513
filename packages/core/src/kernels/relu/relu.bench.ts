import type { Bench } from "@kindling/scripts/bench";
import { createLab, sampleValues } from "../lab.ts";
import { reluKernels } from "./kernels.ts";

const N = 4096;

export default (): readonly Bench[] => [
  {
    title: `relu, ${N} elements`,
    unit: "ns/element",
    work: N,
    baseline: "plain",
    cases: { plain: plain(), js: kernel("js"), "wasm-simd": kernel("wasm-simd") },
  },
];

function kernel(set: "js" | "wasm-simd"): () => void {
  const { kernels, put, room } = createLab(set, reluKernels);
  const x = put(sampleValues(N));
  const y = room(N);
  return () => kernels.relu(N, x, y);
}

function plain(): () => void {
  const x = Float32Array.from(sampleValues(N));
  const y = new Float32Array(N);
  return () => {
    for (let i = 0; i < N; i++) y[i] = Math.max(x[i], 0);
  };
}

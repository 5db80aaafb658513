import type { Bench } from "@kindling/scripts/bench";
import { createLab, sampleValues } from "../lab.ts";
import { tanhKernels } from "./kernels.ts";

const N = 4096;

export default (): readonly Bench[] => [
  {
    title: `tanh, ${N} elements`,
    unit: "ns/element",
    work: N,
    baseline: "plain",
    cases: { plain: plain(), js: kernel("js"), "wasm-simd": kernel("wasm-simd") },
  },
];

function kernel(set: "js" | "wasm-simd"): () => void {
  const { kernels, put, room } = createLab(set, tanhKernels);
  const x = put(sampleValues(N).map((value) => 4 * value));
  const y = room(N);
  return () => kernels.tanh(N, x, y);
}

function plain(): () => void {
  const x = Float32Array.from(sampleValues(N).map((value) => 4 * value));
  const y = new Float32Array(N);
  return () => {
    for (let i = 0; i < N; i++) y[i] = Math.tanh(x[i]);
  };
}

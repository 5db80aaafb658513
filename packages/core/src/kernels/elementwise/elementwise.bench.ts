import type { Bench } from "@kindling/scripts/bench";
import { createLab, sampleValues } from "../lab.ts";
import { elementwiseKernels } from "./kernels.ts";

const N = 4096;

export default (): readonly Bench[] => [
  {
    title: `add, ${N} elements`,
    unit: "ns/element",
    work: N,
    baseline: "plain",
    cases: { plain: plain(), js: kernel("js"), "wasm-simd": kernel("wasm-simd") },
  },
];

function kernel(set: "js" | "wasm-simd"): () => void {
  const { kernels, put, room } = createLab(set, elementwiseKernels);
  const a = put(sampleValues(N, 1));
  const b = put(sampleValues(N, 2));
  const out = room(N);
  return () => kernels.add(N, a, b, out);
}

function plain(): () => void {
  const a = Float32Array.from(sampleValues(N, 1));
  const b = Float32Array.from(sampleValues(N, 2));
  const out = new Float32Array(N);
  return () => {
    for (let i = 0; i < N; i++) out[i] = a[i] + b[i];
  };
}

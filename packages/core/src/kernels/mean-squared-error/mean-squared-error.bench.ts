import type { Bench } from "@kindling/scripts/bench";
import { createLab, sampleValues } from "../lab.ts";
import { meanSquaredErrorKernels } from "./kernels.ts";

const N = 4096;

export default (): readonly Bench[] => [
  {
    title: `mean squared error with gradient, ${N} elements`,
    unit: "ns/element",
    work: N,
    baseline: "plain",
    cases: { plain: plain(), js: kernel("js"), "wasm-simd": kernel("wasm-simd") },
  },
];

function kernel(set: "js" | "wasm-simd"): () => void {
  const { kernels, put, room } = createLab(set, meanSquaredErrorKernels);
  const y = put(sampleValues(N, 1));
  const t = put(sampleValues(N, 2));
  const dy = room(N);
  const loss = room(1);
  return () => kernels.meanSquaredError(N, y, t, dy, loss, 1);
}

function plain(): () => void {
  const y = Float32Array.from(sampleValues(N, 1));
  const t = Float32Array.from(sampleValues(N, 2));
  const dy = new Float32Array(N);
  const loss = new Float32Array(1);
  return () => {
    let sum = 0;
    for (let i = 0; i < N; i++) {
      const difference = y[i] - t[i];
      sum += difference ** 2;
      dy[i] = (2 * difference) / N;
    }
    loss[0] = sum / N;
  };
}

import type { Bench } from "@kindling/scripts/bench";
import { createLab, sampleValues } from "../lab.ts";
import { binaryCrossEntropyKernels } from "./kernels.ts";

const N = 4096;
const logits = sampleValues(N).map((value) => 4 * value);
const targets = sampleValues(N, 2).map((value) => Number(value > 0));

export default (): readonly Bench[] => [
  {
    title: `binary cross-entropy from logits with gradient, ${N} elements`,
    unit: "ns/element",
    work: N,
    baseline: "plain",
    cases: { plain: plain(), js: kernel("js"), "wasm-simd": kernel("wasm-simd") },
  },
];

function kernel(set: "js" | "wasm-simd"): () => void {
  const { kernels, put, room } = createLab(set, binaryCrossEntropyKernels);
  const z = put(logits);
  const t = put(targets);
  const dz = room(N);
  const loss = room(1);
  return () => kernels.sigmoidBinaryCrossEntropy(N, z, t, dz, loss, 1);
}

function plain(): () => void {
  const z = Float32Array.from(logits);
  const t = Float32Array.from(targets);
  const dz = new Float32Array(N);
  const loss = new Float32Array(1);
  return () => {
    let sum = 0;
    for (let i = 0; i < N; i++) {
      sum += Math.max(z[i], 0) - z[i] * t[i] + Math.log1p(Math.exp(-Math.abs(z[i])));
      dz[i] = (1 / (1 + Math.exp(-z[i])) - t[i]) / N;
    }
    loss[0] = sum / N;
  };
}

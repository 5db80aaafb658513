import type { Bench } from "@kindling/scripts/bench";
import { createLab, sampleValues } from "../lab.ts";
import { sineKernels } from "./kernels.ts";

const N = 4096;
const OMEGA = 30;

export default (): readonly Bench[] => [
  {
    title: `sin(30·x) backward, ${N} elements`,
    unit: "ns/element",
    work: N,
    baseline: "plain",
    cases: { plain: plain(), js: kernel("js"), "wasm-simd": kernel("wasm-simd") },
  },
];

function kernel(set: "js" | "wasm-simd"): () => void {
  const { kernels, put, room } = createLab(set, sineKernels);
  const [x, dy, dx] = [put(sampleValues(N)), put(sampleValues(N, 2)), room(N)];
  return () => kernels.sineBackward(N, x, dy, dx, OMEGA);
}

function plain(): () => void {
  const x = Float32Array.from(sampleValues(N));
  const dy = Float32Array.from(sampleValues(N, 2));
  const dx = new Float32Array(N);
  return () => {
    for (let i = 0; i < N; i++) dx[i] = dy[i] * OMEGA * Math.cos(OMEGA * x[i]);
  };
}

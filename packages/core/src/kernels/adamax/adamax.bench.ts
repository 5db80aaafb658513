import type { Bench } from "@kindling/scripts/bench";
import { createLab, sampleValues } from "../lab.ts";
import { adamaxKernels } from "./kernels.ts";

const N = 4096;

export default (): readonly Bench[] => [
  {
    title: `adamax, ${N} weights`,
    unit: "ns/element",
    work: N,
    baseline: "plain",
    cases: { plain: plain(), js: kernel("js"), "wasm-simd": kernel("wasm-simd") },
  },
];

function kernel(set: "js" | "wasm-simd"): () => void {
  const { kernels, put, room } = createLab(set, adamaxKernels);
  const w = put(sampleValues(N, 1));
  const g = put(sampleValues(N, 2));
  const m = room(N, 0);
  const u = room(N, 0);
  return () => kernels.adamax(N, w, g, m, u, 1e-6, 0.9, 0.999, 1e-7);
}

function plain(): () => void {
  const w = Float32Array.from(sampleValues(N, 1));
  const g = Float32Array.from(sampleValues(N, 2));
  const m = new Float32Array(N);
  const u = new Float32Array(N);
  return () => {
    for (let i = 0; i < N; i++) {
      m[i] = 0.9 * m[i] + 0.1 * g[i];
      u[i] = Math.max(0.999 * u[i], Math.abs(g[i]));
      w[i] -= (1e-6 * m[i]) / (u[i] + 1e-7);
    }
  };
}

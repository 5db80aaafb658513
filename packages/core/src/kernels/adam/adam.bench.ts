import type { Bench } from "@kindling/scripts/bench";
import { createLab, sampleValues } from "../lab.ts";
import { adamKernels } from "./kernels.ts";

const N = 4096;

export default (): readonly Bench[] => [
  {
    title: `adam, ${N} weights`,
    unit: "ns/element",
    work: N,
    baseline: "plain",
    cases: {
      plain: plain(),
      js: kernel("js"),
      "wasm-simd": kernel("wasm-simd"),
      "wasm-simd amsgrad": kernel("wasm-simd", "amsgrad"),
      "wasm-simd nadam": kernel("wasm-simd", "nadam"),
    },
  },
];

function kernel(set: "js" | "wasm-simd", rule: "adam" | "amsgrad" | "nadam" = "adam"): () => void {
  const { kernels, put, room } = createLab(set, adamKernels);
  const w = put(sampleValues(N, 1));
  const g = put(sampleValues(N, 2));
  const m = room(N, 0);
  const v = room(N, 0);
  const most = room(N, 0);
  switch (rule) {
    case "adam":
      return () => kernels.adam(N, w, g, m, v, 1e-6, 0.9, 0.999, 1e-7);
    case "amsgrad":
      return () => kernels.amsgrad(N, w, g, m, v, most, 1e-6, 0.9, 0.999, 1e-7);
    case "nadam":
      return () => kernels.nadam(N, w, g, m, v, 1e-6, 1e-7, 0.9, 0.999, 1e-7);
  }
}

function plain(): () => void {
  const w = Float32Array.from(sampleValues(N, 1));
  const g = Float32Array.from(sampleValues(N, 2));
  const m = new Float32Array(N);
  const v = new Float32Array(N);
  return () => {
    for (let i = 0; i < N; i++) {
      m[i] = 0.9 * m[i] + 0.1 * g[i];
      v[i] = 0.999 * v[i] + 0.001 * g[i] ** 2;
      w[i] -= (1e-6 * m[i]) / (Math.sqrt(v[i]) + 1e-7);
    }
  };
}

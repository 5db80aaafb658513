import type { Bench } from "@kindling/scripts/bench";
import { createLab, sampleValues } from "../lab.ts";
import { GemmMode } from "./gemm.ts";
import { gemmKernels } from "./kernels.ts";

const SIZES = [
  ...[16, 32, 64, 128, 256, 512, 1024].map((size) => [size, size, size] as const),
  [32, 128, 784],
  [32, 10, 128],
  [16, 16, 2],
  [16, 1, 16],
] as const;

/** C = A·B at the sizes of square products and of small nets, against three plain loops. */
export default (): readonly Bench[] => SIZES.map(([m, n, k]) => product(m, n, k));

function product(m: number, n: number, k: number): Bench {
  return {
    title: `gemmNN ${m}×${k} · ${k}×${n}`,
    unit: "GFLOP/s",
    work: 2 * m * n * k,
    baseline: "naive",
    cases: {
      naive: naive(m, n, k),
      js: kernel("js", m, n, k),
      "wasm-simd": kernel("wasm-simd", m, n, k),
    },
  };
}

function kernel(set: "js" | "wasm-simd", m: number, n: number, k: number): () => void {
  const { kernels, put, room } = createLab(set, gemmKernels, m * k + k * n + m * n + 64);
  const a = put(sampleValues(m * k, 1));
  const b = put(sampleValues(k * n, 2));
  const c = room(m * n);
  return () => kernels.gemmNN(m, n, k, a, k, b, n, c, n, 0, GemmMode.store);
}

function naive(m: number, n: number, k: number): () => void {
  const a = Float32Array.from(sampleValues(m * k, 1));
  const b = Float32Array.from(sampleValues(k * n, 2));
  const c = new Float32Array(m * n);
  return () => multiply(m, n, k, a, b, c);
}

/** What one writes down first. */
function multiply(
  m: number,
  n: number,
  k: number,
  a: Float32Array,
  b: Float32Array,
  c: Float32Array,
): void {
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let p = 0; p < k; p++) sum += a[i * k + p] * b[p * n + j];
      c[i * n + j] = sum;
    }
  }
}

import { type Gemm, type GemmKernel, GemmMode } from "./gemm.ts";

export function gemmReference(heap: Float64Array): Gemm {
  const gemm =
    (transposedA: boolean, transposedB: boolean): GemmKernel =>
    (m, n, k, a, lda, b, ldb, c, ldc, bias, mode) => {
      for (let i = 0; i < m; i++) {
        for (let j = 0; j < n; j++) {
          let sum = bias && mode !== GemmMode.mask ? heap[bias + j] : 0;
          for (let p = 0; p < k; p++) {
            const x = heap[transposedA ? a + p * lda + i : a + i * lda + p];
            const y = heap[transposedB ? b + j * ldb + p : b + p * ldb + j];
            sum += x * y;
          }
          const at = c + i * ldc + j;
          if (mode === GemmMode.accumulate) heap[at] += sum;
          else if (mode === GemmMode.mask) heap[at] = heap[bias + i * ldc + j] > 0 ? sum : 0;
          else heap[at] = mode === GemmMode.relu && sum <= 0 ? 0 : sum;
        }
      }
    };
  return {
    gemmNN: gemm(false, false),
    gemmTN: gemm(true, false),
    gemmNT: gemm(false, true),
  };
}

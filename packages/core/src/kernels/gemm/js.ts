import { type Gemm, GemmMode } from "./gemm.ts";

export function gemmJs(heap: Float32Array): Gemm {
  return {
    gemmNN: (m, n, k, a, lda, b, ldb, c, ldc, bias, mode) =>
      gemm(heap, m, n, k, a, lda, 1, b, ldb, 1, c, ldc, bias, mode),
    gemmTN: (m, n, k, a, lda, b, ldb, c, ldc, bias, mode) =>
      gemm(heap, m, n, k, a, 1, lda, b, ldb, 1, c, ldc, bias, mode),
    gemmNT: (m, n, k, a, lda, b, ldb, c, ldc, bias, mode) =>
      gemm(heap, m, n, k, a, lda, 1, b, 1, ldb, c, ldc, bias, mode),
  };
}

/** Sums on their way out: as arguments of a call that is not inlined, each would be allocated. */
const tile = new Float64Array(16);

/**
 * 4×4 tiles with float64 accumulators. a[i, p] stands at a + i·rowA + p·stepA, b[p, j] at
 * b + p·stepB + j·columnB. Rounding every sum to float32 with Math.fround halves the speed.
 */
function gemm(
  x: Float32Array,
  m: number,
  n: number,
  k: number,
  a: number,
  rowA: number,
  stepA: number,
  b: number,
  stepB: number,
  columnB: number,
  c: number,
  rowC: number,
  bias: number,
  mode: number,
): void {
  const wholeRows = m & ~3;
  const wholeColumns = n & ~3;
  for (let i = 0; i < wholeRows; i += 4) {
    for (let j = 0; j < wholeColumns; j += 4) {
      let a0 = a + i * rowA;
      let b0 = b + j * columnB;
      // biome-ignore format: the tile
      let c00 = 0, c01 = 0, c02 = 0, c03 = 0,
          c10 = 0, c11 = 0, c12 = 0, c13 = 0,
          c20 = 0, c21 = 0, c22 = 0, c23 = 0,
          c30 = 0, c31 = 0, c32 = 0, c33 = 0;
      for (let p = 0; p < k; p++) {
        const y0 = x[b0];
        const y1 = x[b0 + columnB];
        const y2 = x[b0 + 2 * columnB];
        const y3 = x[b0 + 3 * columnB];
        let v = x[a0];
        c00 += v * y0;
        c01 += v * y1;
        c02 += v * y2;
        c03 += v * y3;
        v = x[a0 + rowA];
        c10 += v * y0;
        c11 += v * y1;
        c12 += v * y2;
        c13 += v * y3;
        v = x[a0 + 2 * rowA];
        c20 += v * y0;
        c21 += v * y1;
        c22 += v * y2;
        c23 += v * y3;
        v = x[a0 + 3 * rowA];
        c30 += v * y0;
        c31 += v * y1;
        c32 += v * y2;
        c33 += v * y3;
        a0 += stepA;
        b0 += stepB;
      }
      tile[0] = c00;
      tile[1] = c01;
      tile[2] = c02;
      tile[3] = c03;
      tile[4] = c10;
      tile[5] = c11;
      tile[6] = c12;
      tile[7] = c13;
      tile[8] = c20;
      tile[9] = c21;
      tile[10] = c22;
      tile[11] = c23;
      tile[12] = c30;
      tile[13] = c31;
      tile[14] = c32;
      tile[15] = c33;
      for (let at = 0; at < 16; at++) {
        const column = j + (at & 3);
        const to = c + (i + (at >> 2)) * rowC + column;
        put(x, to, tile[at], mode === GemmMode.mask ? bias + to - c : bias && bias + column, mode);
      }
    }
  }
  for (let i = 0; i < m; i++) {
    for (let j = i < wholeRows ? wholeColumns : 0; j < n; j++) {
      let sum = 0;
      for (let p = 0; p < k; p++) {
        sum += x[a + i * rowA + p * stepA] * x[b + p * stepB + j * columnB];
      }
      const to = c + i * rowC + j;
      put(x, to, sum, mode === GemmMode.mask ? bias + to - c : bias && bias + j, mode);
    }
  }
}

function put(x: Float32Array, at: number, sum: number, bias: number, mode: number): void {
  if (mode === GemmMode.mask) {
    x[at] = x[bias] > 0 ? sum : 0;
    return;
  }
  const value = bias ? sum + x[bias] : sum;
  if (mode === GemmMode.accumulate) x[at] += value;
  else x[at] = mode === GemmMode.relu && value <= 0 ? 0 : value;
}

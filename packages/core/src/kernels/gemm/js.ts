import { type Gemm, GemmMode } from "./gemm.ts";

export function gemmJs(x: Float32Array): Gemm {
  /**
   * 4×4 tiles with float64 accumulators. a[i, p] stands at a + i·rowA + p·stepA, b[p, j] at
   * b + p·stepB + j·columnB. GFLOP/s at 64³ on V8 11 · 13: 4.8 · 5.0; with the heap as a parameter, whose
   * address and length V8 then loads at every access, 4.4; and with indices that it checks for overflow,
   * which `| 0` spares, 4.3 · 4.7. Math.fround around every sum halves the speed; a function for each sum
   * that is stored costs a tenth.
   */
  function gemm(
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
    const columnB2 = 2 * columnB;
    const columnB3 = 3 * columnB;
    const rowA2 = 2 * rowA;
    const rowA3 = 3 * rowA;
    const wholeRows = m & ~3;
    const wholeColumns = n & ~3;
    const starts = bias !== 0 && mode !== GemmMode.mask;
    /** From an element of C to that of the mask. */
    const toMask = bias - c;
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
          const y1 = x[(b0 + columnB) | 0];
          const y2 = x[(b0 + columnB2) | 0];
          const y3 = x[(b0 + columnB3) | 0];
          let v = x[a0];
          c00 += v * y0;
          c01 += v * y1;
          c02 += v * y2;
          c03 += v * y3;
          v = x[(a0 + rowA) | 0];
          c10 += v * y0;
          c11 += v * y1;
          c12 += v * y2;
          c13 += v * y3;
          v = x[(a0 + rowA2) | 0];
          c20 += v * y0;
          c21 += v * y1;
          c22 += v * y2;
          c23 += v * y3;
          v = x[(a0 + rowA3) | 0];
          c30 += v * y0;
          c31 += v * y1;
          c32 += v * y2;
          c33 += v * y3;
          a0 = (a0 + stepA) | 0;
          b0 = (b0 + stepB) | 0;
        }
        const to = c + i * rowC + j;
        const to1 = to + rowC;
        const to2 = to1 + rowC;
        const to3 = to2 + rowC;
        if (mode === GemmMode.accumulate) {
          x[to] += c00;
          x[to + 1] += c01;
          x[to + 2] += c02;
          x[to + 3] += c03;
          x[to1] += c10;
          x[to1 + 1] += c11;
          x[to1 + 2] += c12;
          x[to1 + 3] += c13;
          x[to2] += c20;
          x[to2 + 1] += c21;
          x[to2 + 2] += c22;
          x[to2 + 3] += c23;
          x[to3] += c30;
          x[to3 + 1] += c31;
          x[to3 + 2] += c32;
          x[to3 + 3] += c33;
        } else {
          const s0 = starts ? x[bias + j] : 0;
          const s1 = starts ? x[bias + j + 1] : 0;
          const s2 = starts ? x[bias + j + 2] : 0;
          const s3 = starts ? x[bias + j + 3] : 0;
          x[to] = c00 + s0;
          x[to + 1] = c01 + s1;
          x[to + 2] = c02 + s2;
          x[to + 3] = c03 + s3;
          x[to1] = c10 + s0;
          x[to1 + 1] = c11 + s1;
          x[to1 + 2] = c12 + s2;
          x[to1 + 3] = c13 + s3;
          x[to2] = c20 + s0;
          x[to2 + 1] = c21 + s1;
          x[to2 + 2] = c22 + s2;
          x[to2 + 3] = c23 + s3;
          x[to3] = c30 + s0;
          x[to3 + 1] = c31 + s1;
          x[to3 + 2] = c32 + s2;
          x[to3 + 3] = c33 + s3;
          if (mode !== GemmMode.store) {
            for (let r = 0; r < 4; r++) finish(x, to + r * rowC, 4, toMask, mode);
          }
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
        if (mode === GemmMode.accumulate) {
          x[to] += sum;
        } else {
          x[to] = starts ? sum + x[bias + j] : sum;
          if (mode !== GemmMode.store) finish(x, to, 1, toMask, mode);
        }
      }
    }
  }

  return {
    gemmNN: (m, n, k, a, lda, b, ldb, c, ldc, bias, mode) =>
      gemm(m, n, k, a, lda, 1, b, ldb, 1, c, ldc, bias, mode),
    gemmTN: (m, n, k, a, lda, b, ldb, c, ldc, bias, mode) =>
      gemm(m, n, k, a, 1, lda, b, ldb, 1, c, ldc, bias, mode),
    gemmNT: (m, n, k, a, lda, b, ldb, c, ldc, bias, mode) =>
      gemm(m, n, k, a, lda, 1, b, 1, ldb, c, ldc, bias, mode),
  };
}

/** The relu or the mask over `length` sums. */
function finish(x: Float32Array, at: number, length: number, toMask: number, mode: number): void {
  for (let to = at; to < at + length; to++) {
    if (mode === GemmMode.relu ? x[to] <= 0 : !(x[to + toMask] > 0)) x[to] = 0;
  }
}

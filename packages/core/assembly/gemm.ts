// C = A·B, B in packed panels of 16 columns. Contract: src/kernels/gemm.
//
// Tiles compute whole vectors and store only their part: what they read beyond an operand's end
// stays inside the segment (its last line is never handed out), and lanes do not mix.

import { DEEP, DEEP_ROWS, MOST_ROWS, ROW, ROWS, turnRows } from "./gemm-panel";
import { dots, dotsOfTwo } from "./gemm-dots";
import { narrow } from "./gemm-narrow";
import { beginPass, beginProduct } from "./gemm-store";
import { wide, wideTN } from "./gemm-wide";

/** Rows of A that repay packing B. */
const TALL = 8;

/** Depth up to which Aᵀ is read as it stands, unless its rows lie so far apart that they claim more bytes of the first cache. */
const SHALLOW = 64;
const CLAIM = 1 << 14;

export function gemmNN(
  m: i32, n: i32, k: i32, a: usize, lda: i32, b: usize, ldb: i32, c: usize, ldc: i32, bias: usize, mode: i32,
): void {
  a <<= 2;
  b <<= 2;
  c <<= 2;
  beginProduct(bias << 2, c, mode);
  const rowA = lda << 2, rowB = ldb << 2, rowC = ldc << 2;
  if (n == 1 && ldb == 1) {
    dots(m, k, a, rowA, b, c, rowC, 0);
  } else if (m < TALL || k == 0) {
    narrow(m, 0, n, k, a, rowA, 4, b, rowB, c, rowC);
  } else {
    for (let p = 0; p < k; p += DEEP) {
      const depth = min(k - p, DEEP);
      beginPass(p == 0, p + depth == k);
      wide(m, n, depth, a + (p << 2), rowA, b + p * rowB, rowB, c, rowC, false);
    }
  }
}

export function gemmNT(
  m: i32, n: i32, k: i32, a: usize, lda: i32, b: usize, ldb: i32, c: usize, ldc: i32, bias: usize, mode: i32,
): void {
  a <<= 2;
  b <<= 2;
  c <<= 2;
  beginProduct(bias << 2, c, mode);
  const rowA = lda << 2, rowB = ldb << 2, rowC = ldc << 2;
  if (m == 1) {
    dots(n, k, b, rowB, a, c, 4, 4);
  } else if (n == 1) {
    dots(m, k, a, rowA, b, c, rowC, 0);
  } else if (m < TALL || k == 0) {
    dotsOfTwo(m, n, k, a, rowA, b, rowB, c, rowC);
  } else {
    for (let p = 0; p < k; p += DEEP) {
      const depth = min(k - p, DEEP);
      beginPass(p == 0, p + depth == k);
      wide(m, n, depth, a + (p << 2), rowA, b + (p << 2), rowB, c, rowC, true);
    }
  }
}

export function gemmTN(
  m: i32, n: i32, k: i32, a: usize, lda: i32, b: usize, ldb: i32, c: usize, ldc: i32, bias: usize, mode: i32,
): void {
  a <<= 2;
  b <<= 2;
  c <<= 2;
  beginProduct(bias << 2, c, mode);
  const stepA = lda << 2, rowB = ldb << 2, rowC = ldc << 2;
  if (n == 1 && ldc == 1 && bias == 0) {
    // Aᵀ·b is (bᵀ·A)ᵀ, and C stands the same either way.
    narrow(1, 0, m, k, b, 0, rowB, a, stepA, c, 0);
  } else if (m < TALL || n <= 8 || k == 0) {
    narrow(m, 0, n, k, a, 4, stepA, b, rowB, c, rowC);
  } else if (k <= SHALLOW && k * (stepA & -stepA) <= CLAIM) {
    wideTN(m, n, k, a, stepA, b, rowB, c, rowC);
  } else {
    for (let p = 0; p < k; p += DEEP_ROWS) {
      const depth = min(k - p, DEEP_ROWS);
      beginPass(p == 0, p + depth == k);
      for (let i = 0; i < m; i += MOST_ROWS) {
        const rows = min(m - i, MOST_ROWS);
        turnRows(rows, depth, a + p * stepA + (i << 2), stepA);
        wide(rows, n, depth, ROWS, ROW, b + p * rowB, rowB, c + i * rowC, rowC, false);
      }
    }
  }
}

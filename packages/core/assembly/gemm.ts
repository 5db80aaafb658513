// C = A·B in 4×8 register tiles. Contract: src/kernels/gemm.
//
// Tiles at the edge compute whole vectors and store only their part: what they read beyond an
// operand's end stays inside the segment (its last line is never handed out), and lanes do not mix.

import { put } from "./lanes";

const RELU = 1;
const ACCUMULATE = 2;
const MASK = 3;

/** In mode MASK: bytes from an element of C to that of the mask. */
let toMask: usize = 0;

/** Depth of a pass of gemmTN: its rows of A and B then stay in the first cache. */
const DEPTH = 64;

export function gemmNN(
  m: i32, n: i32, k: i32, a: usize, lda: i32, b: usize, ldb: i32, c: usize, ldc: i32, bias: usize, mode: i32, panel: usize,
): void {
  a <<= 2;
  b <<= 2;
  c <<= 2;
  bias = startOf(bias << 2, c, mode);
  lda <<= 2;
  ldb <<= 2;
  ldc <<= 2;
  wholeNN(m, n, k, a, lda, b, ldb, c, ldc, bias, mode, panel << 2);
  edges(m, n, k, a, lda, 4, b, ldb, c, ldc, bias, mode);
}

export function gemmTN(
  m: i32, n: i32, k: i32, a: usize, lda: i32, b: usize, ldb: i32, c: usize, ldc: i32, bias: usize, mode: i32, panel: usize,
): void {
  a <<= 2;
  b <<= 2;
  c <<= 2;
  bias = startOf(bias << 2, c, mode);
  lda <<= 2;
  ldb <<= 2;
  ldc <<= 2;
  // The first pass takes the bias; relu has to see whole sums.
  const depth = mode == RELU || mode == MASK ? k : DEPTH;
  do {
    wholeTN(m, n, min(k, depth), a, lda, b, ldb, c, ldc, bias, mode);
    edges(m, n, min(k, depth), a, 4, lda, b, ldb, c, ldc, bias, mode);
    k -= depth;
    a += depth * lda;
    b += depth * ldb;
    bias = 0;
    mode = ACCUMULATE;
  } while (k > 0);
}

/** Where the sums start; a mask is no start. */
// @ts-ignore: decorator
@inline
function startOf(bias: usize, c: usize, mode: i32): usize {
  if (mode != MASK) return bias;
  toMask = bias - c;
  return 0;
}

/**
 * All whole 4×8 tiles. In a loop of its own and with a constant step along A it reaches 40 GFLOP/s
 * at 128³; inside a loop that also serves the edges 36, and with k unrolled by 2 31 (V8 11, peak 51).
 */
function wholeNN(
  m: i32, n: i32, k: i32, a: usize, rowA: i32, b: usize, stepB: i32, c: usize, rowC: i32, bias: usize, mode: i32,
  panel: usize,
): void {
  if (panel) {
    packedNN(m, n, k, a, rowA, b, stepB, c, rowC, bias, mode, panel);
    return;
  }
  for (let i = m >> 2; i > 0; i--) {
    for (let j = 0; j <= n - 8; j += 8) {
      let a0 = a;
      let a1 = a0 + rowA;
      let a2 = a1 + rowA;
      let a3 = a2 + rowA;
      let bj = b + (j << 2);
      let c00 = biasOrZero(bias, j << 2, 0), c01 = biasOrZero(bias, j << 2, 16);
      let c10 = c00, c11 = c01, c20 = c00, c21 = c01, c30 = c00, c31 = c01;
      const end = a0 + (k << 2);
      while (a0 < end) {
        const b0 = v128.load(bj), b1 = v128.load(bj, 16);
        let x = v128.load32_splat(a0);
        c00 = f32x4.add(c00, f32x4.mul(x, b0));
        c01 = f32x4.add(c01, f32x4.mul(x, b1));
        x = v128.load32_splat(a1);
        c10 = f32x4.add(c10, f32x4.mul(x, b0));
        c11 = f32x4.add(c11, f32x4.mul(x, b1));
        x = v128.load32_splat(a2);
        c20 = f32x4.add(c20, f32x4.mul(x, b0));
        c21 = f32x4.add(c21, f32x4.mul(x, b1));
        x = v128.load32_splat(a3);
        c30 = f32x4.add(c30, f32x4.mul(x, b0));
        c31 = f32x4.add(c31, f32x4.mul(x, b1));
        a0 += 4;
        a1 += 4;
        a2 += 4;
        a3 += 4;
        bj += stepB;
      }
      putTile(c + (j << 2), rowC, c00, c01, c10, c11, c20, c21, c30, c31, mode);
    }
    a += rowA << 2;
    c += rowC << 2;
  }
}

/** Panel by panel of B, 8 columns each, packed so that its rows follow each other. */
function packedNN(
  m: i32, n: i32, k: i32, a: usize, rowA: i32, b: usize, stepB: i32, c: usize, rowC: i32, bias: usize, mode: i32,
  panel: usize,
): void {
  for (let j = 0; j <= n - 8; j += 8) {
    pack(k, b + (j << 2), stepB, panel);
    let ai = a, ci = c + (j << 2);
    for (let i = m >> 2; i > 0; i--) {
      let a0 = ai;
      let a1 = a0 + rowA;
      let a2 = a1 + rowA;
      let a3 = a2 + rowA;
      let bj = panel;
      let c00 = biasOrZero(bias, j << 2, 0), c01 = biasOrZero(bias, j << 2, 16);
      let c10 = c00, c11 = c01, c20 = c00, c21 = c01, c30 = c00, c31 = c01;
      const end = a0 + (k << 2);
      while (a0 < end) {
        const b0 = v128.load(bj), b1 = v128.load(bj, 16);
        let x = v128.load32_splat(a0);
        c00 = f32x4.add(c00, f32x4.mul(x, b0));
        c01 = f32x4.add(c01, f32x4.mul(x, b1));
        x = v128.load32_splat(a1);
        c10 = f32x4.add(c10, f32x4.mul(x, b0));
        c11 = f32x4.add(c11, f32x4.mul(x, b1));
        x = v128.load32_splat(a2);
        c20 = f32x4.add(c20, f32x4.mul(x, b0));
        c21 = f32x4.add(c21, f32x4.mul(x, b1));
        x = v128.load32_splat(a3);
        c30 = f32x4.add(c30, f32x4.mul(x, b0));
        c31 = f32x4.add(c31, f32x4.mul(x, b1));
        a0 += 4;
        a1 += 4;
        a2 += 4;
        a3 += 4;
        bj += 32;
      }
      putTile(ci, rowC, c00, c01, c10, c11, c20, c21, c30, c31, mode);
      ai += rowA << 2;
      ci += rowC << 2;
    }
  }
}

function pack(k: i32, b: usize, stepB: i32, panel: usize): void {
  for (; k > 0; k--) {
    v128.store(panel, v128.load(b));
    v128.store(panel, v128.load(b, 16), 16);
    b += stepB;
    panel += 32;
  }
}

/** The same for A stored transposed, whose four rows stand side by side, under one pointer: 40 against 33 at k = 32. */
function wholeTN(
  m: i32, n: i32, k: i32, a: usize, stepA: i32, b: usize, stepB: i32, c: usize, rowC: i32, bias: usize, mode: i32,
): void {
  for (let i = m >> 2; i > 0; i--) {
    for (let j = 0; j <= n - 8; j += 8) {
      let ai = a;
      let bj = b + (j << 2);
      let c00 = biasOrZero(bias, j << 2, 0), c01 = biasOrZero(bias, j << 2, 16);
      let c10 = c00, c11 = c01, c20 = c00, c21 = c01, c30 = c00, c31 = c01;
      for (let p = k; p > 0; p--) {
        const b0 = v128.load(bj), b1 = v128.load(bj, 16);
        let x = v128.load32_splat(ai);
        c00 = f32x4.add(c00, f32x4.mul(x, b0));
        c01 = f32x4.add(c01, f32x4.mul(x, b1));
        x = v128.load32_splat(ai, 4);
        c10 = f32x4.add(c10, f32x4.mul(x, b0));
        c11 = f32x4.add(c11, f32x4.mul(x, b1));
        x = v128.load32_splat(ai, 8);
        c20 = f32x4.add(c20, f32x4.mul(x, b0));
        c21 = f32x4.add(c21, f32x4.mul(x, b1));
        x = v128.load32_splat(ai, 12);
        c30 = f32x4.add(c30, f32x4.mul(x, b0));
        c31 = f32x4.add(c31, f32x4.mul(x, b1));
        ai += stepA;
        bj += stepB;
      }
      putTile(c + (j << 2), rowC, c00, c01, c10, c11, c20, c21, c30, c31, mode);
    }
    a += 16;
    c += rowC << 2;
  }
}

/** What whole tiles leave over, right and below. a[i, p] stands at a + i·rowA + p·stepA, in bytes. */
function edges(
  m: i32, n: i32, k: i32, a: usize, rowA: i32, stepA: i32, b: usize, stepB: i32, c: usize, rowC: i32,
  bias: usize, mode: i32,
): void {
  for (let i = 0; i < m; i += 4) {
    const height = min(m - i, 4);
    const ai = a + i * rowA;
    const ci = c + i * rowC;
    let j = height == 4 ? n & ~7 : 0;
    if (height == 1) {
      for (; j < n; j += 16) {
        tile1x16(min(n - j, 16), k, ai, stepA, b + (j << 2), stepB, ci + (j << 2), biasAt(bias, j), mode);
      }
      continue;
    }
    for (; n - j > 4; j += 8) {
      tile4x8(height, min(n - j, 8), k, ai, rowA, stepA, b + (j << 2), stepB, ci + (j << 2), rowC, biasAt(bias, j), mode);
    }
    if (j < n) {
      tile4x4(height, n - j, k, ai, rowA, stepA, b + (j << 2), stepB, ci + (j << 2), rowC, biasAt(bias, j), mode);
    }
  }
}

/** One decision for the whole tile: one for each row and half cost 2 % at k = 64, 4 % at 32. */
// @ts-ignore: decorator
@inline
function putTile(
  c: usize, rowC: i32, c00: v128, c01: v128, c10: v128, c11: v128, c20: v128, c21: v128, c30: v128, c31: v128, mode: i32,
): void {
  const c1 = c + rowC, c2 = c1 + rowC, c3 = c2 + rowC;
  if (mode == ACCUMULATE) {
    c00 = f32x4.add(c00, v128.load(c));
    c01 = f32x4.add(c01, v128.load(c, 16));
    c10 = f32x4.add(c10, v128.load(c1));
    c11 = f32x4.add(c11, v128.load(c1, 16));
    c20 = f32x4.add(c20, v128.load(c2));
    c21 = f32x4.add(c21, v128.load(c2, 16));
    c30 = f32x4.add(c30, v128.load(c3));
    c31 = f32x4.add(c31, v128.load(c3, 16));
  } else if (mode == RELU) {
    const zero = f32x4.splat(0);
    c00 = f32x4.pmax(c00, zero);
    c01 = f32x4.pmax(c01, zero);
    c10 = f32x4.pmax(c10, zero);
    c11 = f32x4.pmax(c11, zero);
    c20 = f32x4.pmax(c20, zero);
    c21 = f32x4.pmax(c21, zero);
    c30 = f32x4.pmax(c30, zero);
    c31 = f32x4.pmax(c31, zero);
  } else if (mode == MASK) {
    c00 = masked(c, c00, 0);
    c01 = masked(c, c01, 16);
    c10 = masked(c1, c10, 0);
    c11 = masked(c1, c11, 16);
    c20 = masked(c2, c20, 0);
    c21 = masked(c2, c21, 16);
    c30 = masked(c3, c30, 0);
    c31 = masked(c3, c31, 16);
  }
  v128.store(c, c00);
  v128.store(c, c01, 16);
  v128.store(c1, c10);
  v128.store(c1, c11, 16);
  v128.store(c2, c20);
  v128.store(c2, c21, 16);
  v128.store(c3, c30);
  v128.store(c3, c31, 16);
}

/** What is stored at c for the sums x. */
// @ts-ignore: decorator
@inline
function finished(c: usize, x: v128, mode: i32): v128 {
  if (mode == ACCUMULATE) return f32x4.add(x, v128.load(c));
  // pmax keeps its first operand where it is NaN.
  if (mode == RELU) return f32x4.pmax(x, f32x4.splat(0));
  if (mode == MASK) return masked(c, x, 0);
  return x;
}

/** x where the mask of what stands at c + offset is above 0, else 0. */
// @ts-ignore: decorator
@inline
function masked(c: usize, x: v128, offset: usize): v128 {
  return v128.and(x, f32x4.gt(v128.load(c + toMask + offset), f32x4.splat(0)));
}

// @ts-ignore: decorator
@inline
function biasAt(bias: usize, j: i32): usize {
  return bias ? bias + (j << 2) : 0;
}

// @ts-ignore: decorator
@inline
function biasOrZero(bias: usize, at: usize, offset: usize): v128 {
  return bias ? v128.load(bias + at + offset) : f32x4.splat(0);
}

function tile4x8(
  height: i32, width: i32, k: i32, a: usize, rowA: i32, stepA: i32, b: usize, stepB: i32, c: usize, rowC: i32,
  bias: usize, mode: i32,
): void {
  // Rows below the edge repeat the last one and are not stored.
  let a0 = a;
  let a1 = a0 + (height > 1 ? rowA : 0);
  let a2 = a1 + (height > 2 ? rowA : 0);
  let a3 = a2 + (height > 3 ? rowA : 0);
  let c00 = biasOrZero(bias, 0, 0), c01 = biasOrZero(bias, 0, 16);
  let c10 = c00, c11 = c01, c20 = c00, c21 = c01, c30 = c00, c31 = c01;
  for (let p = 0; p < k; p++) {
    const b0 = v128.load(b), b1 = v128.load(b, 16);
    let x = v128.load32_splat(a0);
    c00 = f32x4.add(c00, f32x4.mul(x, b0));
    c01 = f32x4.add(c01, f32x4.mul(x, b1));
    x = v128.load32_splat(a1);
    c10 = f32x4.add(c10, f32x4.mul(x, b0));
    c11 = f32x4.add(c11, f32x4.mul(x, b1));
    x = v128.load32_splat(a2);
    c20 = f32x4.add(c20, f32x4.mul(x, b0));
    c21 = f32x4.add(c21, f32x4.mul(x, b1));
    x = v128.load32_splat(a3);
    c30 = f32x4.add(c30, f32x4.mul(x, b0));
    c31 = f32x4.add(c31, f32x4.mul(x, b1));
    a0 += stepA;
    a1 += stepA;
    a2 += stepA;
    a3 += stepA;
    b += stepB;
  }
  put8(c, c00, c01, width, mode);
  if (height > 1) put8(c + rowC, c10, c11, width, mode);
  if (height > 2) put8(c + 2 * rowC, c20, c21, width, mode);
  if (height > 3) put8(c + 3 * rowC, c30, c31, width, mode);
}

function tile4x4(
  height: i32, width: i32, k: i32, a: usize, rowA: i32, stepA: i32, b: usize, stepB: i32, c: usize, rowC: i32,
  bias: usize, mode: i32,
): void {
  let a0 = a;
  let a1 = a0 + (height > 1 ? rowA : 0);
  let a2 = a1 + (height > 2 ? rowA : 0);
  let a3 = a2 + (height > 3 ? rowA : 0);
  let c0 = biasOrZero(bias, 0, 0);
  let c1 = c0, c2 = c0, c3 = c0;
  for (let p = 0; p < k; p++) {
    const b0 = v128.load(b);
    c0 = f32x4.add(c0, f32x4.mul(v128.load32_splat(a0), b0));
    c1 = f32x4.add(c1, f32x4.mul(v128.load32_splat(a1), b0));
    c2 = f32x4.add(c2, f32x4.mul(v128.load32_splat(a2), b0));
    c3 = f32x4.add(c3, f32x4.mul(v128.load32_splat(a3), b0));
    a0 += stepA;
    a1 += stepA;
    a2 += stepA;
    a3 += stepA;
    b += stepB;
  }
  put4(c, c0, width, mode);
  if (height > 1) put4(c + rowC, c1, width, mode);
  if (height > 2) put4(c + 2 * rowC, c2, width, mode);
  if (height > 3) put4(c + 3 * rowC, c3, width, mode);
}

/** One row: wider, so that enough sums are under way at once. */
function tile1x16(
  width: i32, k: i32, a: usize, stepA: i32, b: usize, stepB: i32, c: usize, bias: usize, mode: i32,
): void {
  let c0 = biasOrZero(bias, 0, 0), c1 = biasOrZero(bias, 0, 16);
  let c2 = biasOrZero(bias, 0, 32), c3 = biasOrZero(bias, 0, 48);
  for (let p = 0; p < k; p++) {
    const x = v128.load32_splat(a);
    c0 = f32x4.add(c0, f32x4.mul(x, v128.load(b)));
    c1 = f32x4.add(c1, f32x4.mul(x, v128.load(b, 16)));
    c2 = f32x4.add(c2, f32x4.mul(x, v128.load(b, 32)));
    c3 = f32x4.add(c3, f32x4.mul(x, v128.load(b, 48)));
    a += stepA;
    b += stepB;
  }
  put8(c, c0, c1, min(width, 8), mode);
  if (width > 8) put8(c + 32, c2, c3, width - 8, mode);
}

/** 2×4 tiles of dot products: vectors along k, summed across at the end. */
export function gemmNT(
  m: i32, n: i32, k: i32, a: usize, lda: i32, b: usize, ldb: i32, c: usize, ldc: i32, bias: usize, mode: i32, panel: usize,
): void {
  a <<= 2;
  b <<= 2;
  c <<= 2;
  bias = startOf(bias << 2, c, mode);
  const rowA = lda << 2, rowB = ldb << 2, rowC = ldc << 2;
  for (let i = 0; i < m; i += 2) {
    const height = min(m - i, 2);
    for (let j = 0; j < n; j += 4) {
      dots2x4(height, min(n - j, 4), k, a + i * rowA, rowA, b + j * rowB, rowB, c + i * rowC + (j << 2), rowC, biasAt(bias, j), mode);
    }
  }
}

function dots2x4(
  height: i32, width: i32, k: i32, a: usize, rowA: i32, b: usize, rowB: i32, c: usize, rowC: i32,
  bias: usize, mode: i32,
): void {
  let a0 = a;
  let a1 = a0 + (height > 1 ? rowA : 0);
  let b0 = b;
  let b1 = b0 + (width > 1 ? rowB : 0);
  let b2 = b1 + (width > 2 ? rowB : 0);
  let b3 = b2 + (width > 3 ? rowB : 0);
  let c00 = f32x4.splat(0), c01 = c00, c02 = c00, c03 = c00;
  let c10 = c00, c11 = c00, c12 = c00, c13 = c00;
  for (let p = k >> 2; p > 0; p--) {
    const x0 = v128.load(a0), x1 = v128.load(a1);
    let y = v128.load(b0);
    c00 = f32x4.add(c00, f32x4.mul(x0, y));
    c10 = f32x4.add(c10, f32x4.mul(x1, y));
    y = v128.load(b1);
    c01 = f32x4.add(c01, f32x4.mul(x0, y));
    c11 = f32x4.add(c11, f32x4.mul(x1, y));
    y = v128.load(b2);
    c02 = f32x4.add(c02, f32x4.mul(x0, y));
    c12 = f32x4.add(c12, f32x4.mul(x1, y));
    y = v128.load(b3);
    c03 = f32x4.add(c03, f32x4.mul(x0, y));
    c13 = f32x4.add(c13, f32x4.mul(x1, y));
    a0 += 16;
    a1 += 16;
    b0 += 16;
    b1 += 16;
    b2 += 16;
    b3 += 16;
  }
  const rest = k & 3;
  if (rest) {
    // Both factors are masked: 0 · NaN would be NaN.
    const mask = i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(rest));
    const x0 = v128.and(v128.load(a0), mask), x1 = v128.and(v128.load(a1), mask);
    let y = v128.and(v128.load(b0), mask);
    c00 = f32x4.add(c00, f32x4.mul(x0, y));
    c10 = f32x4.add(c10, f32x4.mul(x1, y));
    y = v128.and(v128.load(b1), mask);
    c01 = f32x4.add(c01, f32x4.mul(x0, y));
    c11 = f32x4.add(c11, f32x4.mul(x1, y));
    y = v128.and(v128.load(b2), mask);
    c02 = f32x4.add(c02, f32x4.mul(x0, y));
    c12 = f32x4.add(c12, f32x4.mul(x1, y));
    y = v128.and(v128.load(b3), mask);
    c03 = f32x4.add(c03, f32x4.mul(x0, y));
    c13 = f32x4.add(c13, f32x4.mul(x1, y));
  }
  const start = biasOrZero(bias, 0, 0);
  put4(c, f32x4.add(start, sumsOf(c00, c01, c02, c03)), width, mode);
  if (height > 1) put4(c + rowC, f32x4.add(start, sumsOf(c10, c11, c12, c13)), width, mode);
}

/** (Σ x0, Σ x1, Σ x2, Σ x3). */
// @ts-ignore: decorator
@inline
function sumsOf(x0: v128, x1: v128, x2: v128, x3: v128): v128 {
  const low = f32x4.add(v128.shuffle<f32>(x0, x1, 0, 4, 1, 5), v128.shuffle<f32>(x0, x1, 2, 6, 3, 7));
  const high = f32x4.add(v128.shuffle<f32>(x2, x3, 0, 4, 1, 5), v128.shuffle<f32>(x2, x3, 2, 6, 3, 7));
  return f32x4.add(v128.shuffle<f64>(low, high, 0, 2), v128.shuffle<f64>(low, high, 1, 3));
}

// @ts-ignore: decorator
@inline
function put8(c: usize, x0: v128, x1: v128, width: i32, mode: i32): void {
  put4(c, x0, min(width, 4), mode);
  if (width > 4) put4(c + 16, x1, width - 4, mode);
}

/** Stores the first `width` lanes, 1 to 4. */
// @ts-ignore: decorator
@inline
function put4(c: usize, x: v128, width: i32, mode: i32): void {
  put(c, finished(c, x, mode), width);
}

// Sums of products along contiguous rows: vectors along k, summed across at the end.

import { put4, putColumn, startOf, startOfOne } from "./gemm-store";
import { firstLanes } from "./lanes";
import { multiplyAdd } from "./multiply-add";

/**
 * A matrix of `rows` rows times the vector at x. Results stand stepC bytes apart, and so do their
 * biases, unless stepBias is 0: one bias for all.
 */
export function dots(
  rows: i32, k: i32, a: usize, rowA: i32, x: usize, c: usize, stepC: i32, stepBias: i32,
): void {
  const whole = x + ((k & ~3) << 2);
  const rest = k & 3;
  for (let i = 0; i < rows; i += 4) {
    const height = min(rows - i, 4);
    let a0 = a;
    // Rows below the edge repeat the last one and are not stored.
    let a1 = a0 + (height > 1 ? rowA : 0);
    let a2 = a1 + (height > 2 ? rowA : 0);
    let a3 = a2 + (height > 3 ? rowA : 0);
    let c0 = f32x4.splat(0), c1 = c0, c2 = c0, c3 = c0;
    let y = x;
    while (y < whole) {
      const y0 = v128.load(y);
      c0 = multiplyAdd(v128.load(a0), y0, c0);
      c1 = multiplyAdd(v128.load(a1), y0, c1);
      c2 = multiplyAdd(v128.load(a2), y0, c2);
      c3 = multiplyAdd(v128.load(a3), y0, c3);
      a0 += 16;
      a1 += 16;
      a2 += 16;
      a3 += 16;
      y += 16;
    }
    if (rest) {
      // Both factors are masked: 0 · NaN would be NaN.
      const mask = firstLanes(rest);
      const y0 = v128.and(v128.load(y), mask);
      c0 = multiplyAdd(v128.and(v128.load(a0), mask), y0, c0);
      c1 = multiplyAdd(v128.and(v128.load(a1), mask), y0, c1);
      c2 = multiplyAdd(v128.and(v128.load(a2), mask), y0, c2);
      c3 = multiplyAdd(v128.and(v128.load(a3), mask), y0, c3);
    }
    const start = stepBias ? startOf(i, 0) : startOfOne();
    putColumn(c, stepC, f32x4.add(start, sumsOf(c0, c1, c2, c3)), height);
    a += rowA << 2;
    c += stepC << 2;
  }
}

/** Few rows of A times B stored transposed, two rows by four columns at a time. */
export function dotsOfTwo(
  m: i32, n: i32, k: i32, a: usize, rowA: i32, b: usize, rowB: i32, c: usize, rowC: i32,
): void {
  for (let i = 0; i < m; i += 2) {
    for (let j = 0; j < n; j += 4) {
      tile2x4(min(m - i, 2), min(n - j, 4), k, a + i * rowA, rowA, b + j * rowB, rowB, c + i * rowC + (j << 2), rowC, j);
    }
  }
}

function tile2x4(
  height: i32, width: i32, k: i32, a: usize, rowA: i32, b: usize, rowB: i32, c: usize, rowC: i32, j: i32,
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
    c00 = multiplyAdd(x0, y, c00);
    c10 = multiplyAdd(x1, y, c10);
    y = v128.load(b1);
    c01 = multiplyAdd(x0, y, c01);
    c11 = multiplyAdd(x1, y, c11);
    y = v128.load(b2);
    c02 = multiplyAdd(x0, y, c02);
    c12 = multiplyAdd(x1, y, c12);
    y = v128.load(b3);
    c03 = multiplyAdd(x0, y, c03);
    c13 = multiplyAdd(x1, y, c13);
    a0 += 16;
    a1 += 16;
    b0 += 16;
    b1 += 16;
    b2 += 16;
    b3 += 16;
  }
  const rest = k & 3;
  if (rest) {
    const mask = firstLanes(rest);
    const x0 = v128.and(v128.load(a0), mask), x1 = v128.and(v128.load(a1), mask);
    let y = v128.and(v128.load(b0), mask);
    c00 = multiplyAdd(x0, y, c00);
    c10 = multiplyAdd(x1, y, c10);
    y = v128.and(v128.load(b1), mask);
    c01 = multiplyAdd(x0, y, c01);
    c11 = multiplyAdd(x1, y, c11);
    y = v128.and(v128.load(b2), mask);
    c02 = multiplyAdd(x0, y, c02);
    c12 = multiplyAdd(x1, y, c12);
    y = v128.and(v128.load(b3), mask);
    c03 = multiplyAdd(x0, y, c03);
    c13 = multiplyAdd(x1, y, c13);
  }
  const start = startOf(j, 0);
  put4(c, f32x4.add(start, sumsOf(c00, c01, c02, c03)), width);
  if (height > 1) put4(c + rowC, f32x4.add(start, sumsOf(c10, c11, c12, c13)), width);
}

/** (Σ x0, Σ x1, Σ x2, Σ x3). */
// @ts-ignore: decorator
@inline
function sumsOf(x0: v128, x1: v128, x2: v128, x3: v128): v128 {
  const low = f32x4.add(v128.shuffle<f32>(x0, x1, 0, 4, 1, 5), v128.shuffle<f32>(x0, x1, 2, 6, 3, 7));
  const high = f32x4.add(v128.shuffle<f32>(x2, x3, 0, 4, 1, 5), v128.shuffle<f32>(x2, x3, 2, 6, 3, 7));
  return f32x4.add(v128.shuffle<f64>(low, high, 0, 2), v128.shuffle<f64>(low, high, 1, 3));
}

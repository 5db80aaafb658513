// Tiles of any height and width, for few rows and for columns that fill no panel.
// a[i, p] stands at a + i·rowA + p·stepA, b[p, j] at b + p·stepB + j·4, in bytes.

import { put4, put8, startOf } from "./gemm-store";
import { multiplyAdd } from "./multiply-add";

/** Columns j to n − 1. */
export function narrow(
  m: i32, j: i32, n: i32, k: i32, a: usize, rowA: i32, stepA: i32, b: usize, stepB: i32, c: usize, rowC: i32,
): void {
  if (m == 1) {
    for (; j < n; j += 16) tile1x16(0, j, n, k, a, rowA, stepA, b, stepB, c, rowC);
    return;
  }
  for (; n - j > 8; j += 8) columns8(m, j, j + 8, k, a, rowA, stepA, b, stepB, c, rowC);
  if (n - j > 4) columns8(m, j, n, k, a, rowA, stepA, b, stepB, c, rowC);
  else if (n - j > 0) columns4(m, j, n, k, a, rowA, stepA, b, stepB, c, rowC);
}

/** 5 to 8 columns, four rows at a time. */
function columns8(
  m: i32, j: i32, n: i32, k: i32, a: usize, rowA: i32, stepA: i32, b: usize, stepB: i32, c: usize, rowC: i32,
): void {
  for (let i = 0; i < m; i += 4) {
    let a0 = a + i * rowA;
    let a1 = a0 + (m - i > 1 ? rowA : 0);
    let a2 = a1 + (m - i > 2 ? rowA : 0);
    let a3 = a2 + (m - i > 3 ? rowA : 0);
    let y = b + (j << 2);
    let c00 = startOf(j, 0), c01 = startOf(j, 16);
    let c10 = c00, c11 = c01, c20 = c00, c21 = c01, c30 = c00, c31 = c01;
    for (let p = 0; p < k; p++) {
      const b0 = v128.load(y), b1 = v128.load(y, 16);
      let x = v128.load32_splat(a0);
      c00 = multiplyAdd(x, b0, c00);
      c01 = multiplyAdd(x, b1, c01);
      x = v128.load32_splat(a1);
      c10 = multiplyAdd(x, b0, c10);
      c11 = multiplyAdd(x, b1, c11);
      x = v128.load32_splat(a2);
      c20 = multiplyAdd(x, b0, c20);
      c21 = multiplyAdd(x, b1, c21);
      x = v128.load32_splat(a3);
      c30 = multiplyAdd(x, b0, c30);
      c31 = multiplyAdd(x, b1, c31);
      a0 += stepA;
      a1 += stepA;
      a2 += stepA;
      a3 += stepA;
      y += stepB;
    }
    const to = c + i * rowC + (j << 2);
    put8(to, c00, c01, n - j);
    if (m - i > 1) put8(to + rowC, c10, c11, n - j);
    if (m - i > 2) put8(to + 2 * rowC, c20, c21, n - j);
    if (m - i > 3) put8(to + 3 * rowC, c30, c31, n - j);
  }
}

/** 1 to 4 columns, four rows at a time. */
function columns4(
  m: i32, j: i32, n: i32, k: i32, a: usize, rowA: i32, stepA: i32, b: usize, stepB: i32, c: usize, rowC: i32,
): void {
  for (let i = 0; i < m; i += 4) {
    let a0 = a + i * rowA;
    let a1 = a0 + (m - i > 1 ? rowA : 0);
    let a2 = a1 + (m - i > 2 ? rowA : 0);
    let a3 = a2 + (m - i > 3 ? rowA : 0);
    let y = b + (j << 2);
    let c0 = startOf(j, 0);
    let c1 = c0, c2 = c0, c3 = c0;
    for (let p = 0; p < k; p++) {
      const b0 = v128.load(y);
      c0 = multiplyAdd(v128.load32_splat(a0), b0, c0);
      c1 = multiplyAdd(v128.load32_splat(a1), b0, c1);
      c2 = multiplyAdd(v128.load32_splat(a2), b0, c2);
      c3 = multiplyAdd(v128.load32_splat(a3), b0, c3);
      a0 += stepA;
      a1 += stepA;
      a2 += stepA;
      a3 += stepA;
      y += stepB;
    }
    const to = c + i * rowC + (j << 2);
    put4(to, c0, n - j);
    if (m - i > 1) put4(to + rowC, c1, n - j);
    if (m - i > 2) put4(to + 2 * rowC, c2, n - j);
    if (m - i > 3) put4(to + 3 * rowC, c3, n - j);
  }
}

/** Up to 16 columns of row i: wider, so that enough sums are under way at once. */
export function tile1x16(
  i: i32, j: i32, n: i32, k: i32, a: usize, rowA: i32, stepA: i32, b: usize, stepB: i32, c: usize, rowC: i32,
): void {
  let x = a + i * rowA;
  let y = b + (j << 2);
  let c0 = startOf(j, 0), c1 = startOf(j, 16), c2 = startOf(j, 32), c3 = startOf(j, 48);
  for (let p = 0; p < k; p++) {
    const x0 = v128.load32_splat(x);
    c0 = multiplyAdd(x0, v128.load(y), c0);
    c1 = multiplyAdd(x0, v128.load(y, 16), c1);
    c2 = multiplyAdd(x0, v128.load(y, 32), c2);
    c3 = multiplyAdd(x0, v128.load(y, 48), c3);
    x += stepA;
    y += stepB;
  }
  const to = c + i * rowC + (j << 2);
  put8(to, c0, c1, min(n - j, 8));
  if (n - j > 8) put8(to + 32, c2, c3, n - j - 8);
}

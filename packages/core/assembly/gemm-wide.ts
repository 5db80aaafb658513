// Tiles of 2×16 over a packed panel: eight sums under way, and the fewest other instructions of all
// shapes that fit 16 registers. What the loops look like decides what V8 makes of them:
//
// - two steps along k a turn, with the exit for odd k between them: in one block, V8 11 loads all
//   operands first and spills (8 against 48 GFLOP/s at 64³)
// - pointers start as sums: one that starts as a parameter or a loop variable is extended to 64 bits
//   in every turn (46 against 50 at 256³); so rows of A are counted from one element before them
// - loops nested deeper are unrolled further by V8 11: panels and rows belong in the same function

import { narrow, tile1x16 } from "./gemm-narrow";
import { pack, packTransposed, PANEL, PANEL_ROW, PANEL_WIDTH } from "./gemm-panel";
import { put2x16, put4, put8, startAt, startOf } from "./gemm-store";
import { multiplyAdd } from "./multiply-add";

/** All columns of C, from B as it stands or stored transposed. k ≥ 1. */
export function wide(
  m: i32, n: i32, k: i32, a: usize, rowA: i32, b: usize, rowB: i32, c: usize, rowC: i32, transposed: bool,
): void {
  const pairs = m & ~1;
  for (let j = 0; j < n; j += PANEL_WIDTH) {
    const width = min(n - j, PANEL_WIDTH);
    // Rows of 16 are a panel as they stand: 36.3 against 34.4 GFLOP/s at 16×16×16.
    const panel = rowB == PANEL_ROW && !transposed ? b : PANEL - (j << 2);
    if (transposed) packTransposed(k, b + j * rowB, rowB, width);
    else if (rowB != PANEL_ROW) pack(k, b + (j << 2), rowB);
    if (width <= 12) {
      if (width > 8) columns12(m, j, n, k, a, rowA, panel, c, rowC);
      else narrow(m, j, n, k, a, rowA, 4, panel, PANEL_ROW, c, rowC);
      return;
    }
    const from = startAt(j);
    let to = c + (j << 2);
    let row = a - 4;
    for (const beyond = row + pairs * rowA; row < beyond; row += 2 * rowA) {
      let a0 = row + 4;
      let a1 = a0 + rowA;
      let y = panel + (j << 2);
      let c00 = v128.load(from), c01 = v128.load(from, 16), c02 = v128.load(from, 32), c03 = v128.load(from, 48);
      let c10 = c00, c11 = c01, c12 = c02, c13 = c03;
      const end = a0 + (k << 2), last = end - 4;
      do {
        let b0 = v128.load(y), b1 = v128.load(y, 16), b2 = v128.load(y, 32), b3 = v128.load(y, 48);
        let x = v128.load32_splat(a0);
        c00 = multiplyAdd(x, b0, c00);
        c01 = multiplyAdd(x, b1, c01);
        c02 = multiplyAdd(x, b2, c02);
        c03 = multiplyAdd(x, b3, c03);
        x = v128.load32_splat(a1);
        c10 = multiplyAdd(x, b0, c10);
        c11 = multiplyAdd(x, b1, c11);
        c12 = multiplyAdd(x, b2, c12);
        c13 = multiplyAdd(x, b3, c13);
        if (a0 == last) break;
        b0 = v128.load(y, 64), b1 = v128.load(y, 80), b2 = v128.load(y, 96), b3 = v128.load(y, 112);
        x = v128.load32_splat(a0, 4);
        c00 = multiplyAdd(x, b0, c00);
        c01 = multiplyAdd(x, b1, c01);
        c02 = multiplyAdd(x, b2, c02);
        c03 = multiplyAdd(x, b3, c03);
        x = v128.load32_splat(a1, 4);
        c10 = multiplyAdd(x, b0, c10);
        c11 = multiplyAdd(x, b1, c11);
        c12 = multiplyAdd(x, b2, c12);
        c13 = multiplyAdd(x, b3, c13);
        a0 += 8;
        a1 += 8;
        y += 2 * PANEL_ROW;
      } while (a0 < end);
      put2x16(to, to + rowC, c00, c01, c02, c03, c10, c11, c12, c13, width);
      to += 2 * rowC;
    }
    if (pairs < m) tile1x16(pairs, j, n, k, a, rowA, 4, panel, PANEL_ROW, c, rowC);
  }
}

/** The same for A stored transposed, whose two rows stand side by side. */
export function wideTN(
  m: i32, n: i32, k: i32, a: usize, stepA: i32, b: usize, rowB: i32, c: usize, rowC: i32,
): void {
  const pairs = m & ~1;
  for (let j = 0; j < n; j += PANEL_WIDTH) {
    const width = min(n - j, PANEL_WIDTH);
    const panel = rowB == PANEL_ROW ? b : PANEL - (j << 2);
    if (rowB != PANEL_ROW) pack(k, b + (j << 2), rowB);
    if (width <= 8) {
      narrow(m, j, n, k, a, 4, stepA, panel, PANEL_ROW, c, rowC);
      return;
    }
    const from = startAt(j);
    let to = c + (j << 2);
    let column = a - 4;
    for (const beyond = column + (pairs << 2); column < beyond; column += 8) {
      let x = column + 4;
      let y = panel + (j << 2);
      let c00 = v128.load(from), c01 = v128.load(from, 16), c02 = v128.load(from, 32), c03 = v128.load(from, 48);
      let c10 = c00, c11 = c01, c12 = c02, c13 = c03;
      const end = y + k * PANEL_ROW, last = end - PANEL_ROW;
      do {
        let b0 = v128.load(y), b1 = v128.load(y, 16), b2 = v128.load(y, 32), b3 = v128.load(y, 48);
        let x0 = v128.load32_splat(x);
        c00 = multiplyAdd(x0, b0, c00);
        c01 = multiplyAdd(x0, b1, c01);
        c02 = multiplyAdd(x0, b2, c02);
        c03 = multiplyAdd(x0, b3, c03);
        x0 = v128.load32_splat(x, 4);
        c10 = multiplyAdd(x0, b0, c10);
        c11 = multiplyAdd(x0, b1, c11);
        c12 = multiplyAdd(x0, b2, c12);
        c13 = multiplyAdd(x0, b3, c13);
        if (y == last) break;
        x += stepA;
        b0 = v128.load(y, 64), b1 = v128.load(y, 80), b2 = v128.load(y, 96), b3 = v128.load(y, 112);
        x0 = v128.load32_splat(x);
        c00 = multiplyAdd(x0, b0, c00);
        c01 = multiplyAdd(x0, b1, c01);
        c02 = multiplyAdd(x0, b2, c02);
        c03 = multiplyAdd(x0, b3, c03);
        x0 = v128.load32_splat(x, 4);
        c10 = multiplyAdd(x0, b0, c10);
        c11 = multiplyAdd(x0, b1, c11);
        c12 = multiplyAdd(x0, b2, c12);
        c13 = multiplyAdd(x0, b3, c13);
        x += stepA;
        y += 2 * PANEL_ROW;
      } while (y < end);
      put2x16(to, to + rowC, c00, c01, c02, c03, c10, c11, c12, c13, width);
      to += 2 * rowC;
    }
    if (pairs < m) tile1x16(pairs, j, n, k, a, 4, stepA, panel, PANEL_ROW, c, rowC);
  }
}

/**
 * Columns j to n − 1, 9 to 12 of them, ten classes above all: 34.5 GFLOP/s at 32×10×128, 32.8 if it is
 * not inlined, 29.5 as 8 columns and 4, 31 as 16.
 */
// @ts-ignore: decorator
@inline
function columns12(m: i32, j: i32, n: i32, k: i32, a: usize, rowA: i32, panel: usize, c: usize, rowC: i32): void {
  for (let i = 0; i < m; i += 2) {
    let a0 = a + i * rowA;
    // A row below the edge repeats the last one and is not stored.
    let a1 = a0 + (m - i > 1 ? rowA : 0);
    let y = panel + (j << 2);
    let c00 = startOf(j, 0), c01 = startOf(j, 16), c02 = startOf(j, 32);
    let c10 = c00, c11 = c01, c12 = c02;
    const end = a0 + (k << 2), last = end - 4;
    do {
      let b0 = v128.load(y), b1 = v128.load(y, 16), b2 = v128.load(y, 32);
      let x = v128.load32_splat(a0);
      c00 = multiplyAdd(x, b0, c00);
      c01 = multiplyAdd(x, b1, c01);
      c02 = multiplyAdd(x, b2, c02);
      x = v128.load32_splat(a1);
      c10 = multiplyAdd(x, b0, c10);
      c11 = multiplyAdd(x, b1, c11);
      c12 = multiplyAdd(x, b2, c12);
      if (a0 == last) break;
      b0 = v128.load(y, 64), b1 = v128.load(y, 80), b2 = v128.load(y, 96);
      x = v128.load32_splat(a0, 4);
      c00 = multiplyAdd(x, b0, c00);
      c01 = multiplyAdd(x, b1, c01);
      c02 = multiplyAdd(x, b2, c02);
      x = v128.load32_splat(a1, 4);
      c10 = multiplyAdd(x, b0, c10);
      c11 = multiplyAdd(x, b1, c11);
      c12 = multiplyAdd(x, b2, c12);
      a0 += 8;
      a1 += 8;
      y += 2 * PANEL_ROW;
    } while (a0 < end);
    const to = c + i * rowC + (j << 2);
    put8(to, c00, c01, 8);
    put4(to + 32, c02, n - j - 8);
    if (m - i > 1) {
      put8(to + rowC, c10, c11, 8);
      put4(to + rowC + 32, c12, n - j - 8);
    }
  }
}

// A product whose rows, steps and results lie where tables say; all distances are bytes.
//
//     C[rowsC[i] + j] = start[j] + Σ_k A[rowsA[i] + steps[k]]·B[k·rowB + j]        vectors along j
//
// The three passes of a convolution are this product, and so are those of a depthwise convolution, where
// A has columns, too: A[rowsA[i] + steps[k] + j].
//
// Tiles of 2×16 where at least 13 columns are left, else of 4×8 and 4×4; those at the edge are computed
// whole and stored in part, rows beyond the edge repeat the last one. GFLOP/s, V8 11, where registers alone
// reach 51, forward and weights of 13²×8 → 16:
//
//     pointers that walk, written out for each pass, 4×8        38   41
//     tables, 4×8                                               34   34
//     2×16                                                      40   39
//     two steps a turn with the exit between, as gemm-wide.ts   42   41
//     A's address added to the steps beforehand                 44   43
//
// Without the last the sum of three is computed in every turn: V8 moves sums into the loop. Two steps a
// turn give tiles of 4×8 1 to 3 %, which is not worth their length.

import { put } from "./lanes";
import { multiplyAdd } from "./multiply-add";

/** Adds to C instead of overwriting it. */
export const ACCUMULATE = 1;
/** A has columns: each channel is a convolution by itself. */
export const LANES = 2;
export const RELU = 4;

/** Where the steps stand with A's address in them, `depth` of them and three more. */
let work: usize = 0;

export function setWork(at: usize): void {
  work = at;
}

/** rowsA and rowsC hold `rows` distances and three more, which may be anything within the tensor. */
export function indirect(
  rows: i32, columns: i32, depth: i32, a: usize, rowsA: usize, steps: usize, b: usize, rowB: i32,
  c: usize, rowsC: usize, start: usize, mode: i32,
): void {
  const first = work, end = first + (depth << 2), last = end - 4;
  for (let k = 0; k < depth << 2; k += 16) {
    v128.store(first + k, i32x4.add(v128.load(steps + k), i32x4.splat(a)));
  }
  const floor = mode & RELU ? f32x4.splat(0) : f32x4.splat(-Infinity);
  let width = columns;
  while (width > 0) {
    const start0 = start ? v128.load(start) : f32x4.splat(0);
    let bytes = 16;
    if (mode & LANES) {
      tiles4(rows, width, end, rowsA, b, rowB, c, rowsC, start0, mode, floor, true);
      for (let k = first; k < end; k += 16) v128.store(k, i32x4.add(v128.load(k), i32x4.splat(16)));
    } else if (width <= 4) {
      tiles4(rows, width, end, rowsA, b, rowB, c, rowsC, start0, mode, floor, false);
    } else if (width <= 12) {
      const start1 = start ? v128.load(start, 16) : f32x4.splat(0);
      for (let i = 0; i < rows; i += 4) {
        const table = rowsA + (i << 2);
        const a0: usize = i32.load(table), a1: usize = i32.load(table, 4);
        const a2: usize = i32.load(table, 8), a3: usize = i32.load(table, 12);
        let c00 = start0, c01 = start1, c10 = start0, c11 = start1;
        let c20 = start0, c21 = start1, c30 = start0, c31 = start1;
        let y = b;
        let step = first;
        do {
          let k: usize = i32.load(step);
          let b0 = v128.load(y), b1 = v128.load(y, 16);
          let x = v128.load32_splat(a0 + k);
          c00 = multiplyAdd(x, b0, c00);
          c01 = multiplyAdd(x, b1, c01);
          x = v128.load32_splat(a1 + k);
          c10 = multiplyAdd(x, b0, c10);
          c11 = multiplyAdd(x, b1, c11);
          x = v128.load32_splat(a2 + k);
          c20 = multiplyAdd(x, b0, c20);
          c21 = multiplyAdd(x, b1, c21);
          x = v128.load32_splat(a3 + k);
          c30 = multiplyAdd(x, b0, c30);
          c31 = multiplyAdd(x, b1, c31);
          y += rowB;
          step += 4;
        } while (step < end);
        const to = rowsC + (i << 2), rest = rows - i;
        finish8(c + i32.load(to), c00, c01, width, mode, floor);
        if (rest > 1) finish8(c + i32.load(to, 4), c10, c11, width, mode, floor);
        if (rest > 2) finish8(c + i32.load(to, 8), c20, c21, width, mode, floor);
        if (rest > 3) finish8(c + i32.load(to, 12), c30, c31, width, mode, floor);
      }
      bytes = 32;
    } else {
      const start1 = start ? v128.load(start, 16) : f32x4.splat(0);
      const start2 = start ? v128.load(start, 32) : f32x4.splat(0);
      const start3 = start ? v128.load(start, 48) : f32x4.splat(0);
      for (let i = 0; i < rows; i += 2) {
        const table = rowsA + (i << 2);
        const a0: usize = i32.load(table), a1: usize = i32.load(table, 4);
        let c00 = start0, c01 = start1, c02 = start2, c03 = start3;
        let c10 = start0, c11 = start1, c12 = start2, c13 = start3;
        let y = b;
        let step = first;
        do {
          let k: usize = i32.load(step);
          let b0 = v128.load(y), b1 = v128.load(y, 16), b2 = v128.load(y, 32), b3 = v128.load(y, 48);
          let x = v128.load32_splat(a0 + k);
          c00 = multiplyAdd(x, b0, c00);
          c01 = multiplyAdd(x, b1, c01);
          c02 = multiplyAdd(x, b2, c02);
          c03 = multiplyAdd(x, b3, c03);
          x = v128.load32_splat(a1 + k);
          c10 = multiplyAdd(x, b0, c10);
          c11 = multiplyAdd(x, b1, c11);
          c12 = multiplyAdd(x, b2, c12);
          c13 = multiplyAdd(x, b3, c13);
          y += rowB;
          if (step == last) break;
          k = i32.load(step, 4);
          b0 = v128.load(y), b1 = v128.load(y, 16), b2 = v128.load(y, 32), b3 = v128.load(y, 48);
          x = v128.load32_splat(a0 + k);
          c00 = multiplyAdd(x, b0, c00);
          c01 = multiplyAdd(x, b1, c01);
          c02 = multiplyAdd(x, b2, c02);
          c03 = multiplyAdd(x, b3, c03);
          x = v128.load32_splat(a1 + k);
          c10 = multiplyAdd(x, b0, c10);
          c11 = multiplyAdd(x, b1, c11);
          c12 = multiplyAdd(x, b2, c12);
          c13 = multiplyAdd(x, b3, c13);
          y += rowB;
          step += 8;
        } while (step < end);
        const to = rowsC + (i << 2);
        finish8(c + i32.load(to), c00, c01, 8, mode, floor);
        finish8(c + i32.load(to) + 32, c02, c03, width - 8, mode, floor);
        if (rows - i > 1) {
          finish8(c + i32.load(to, 4), c10, c11, 8, mode, floor);
          finish8(c + i32.load(to, 4) + 32, c12, c13, width - 8, mode, floor);
        }
      }
      bytes = 64;
    }
    width -= bytes >> 2;
    b += bytes;
    c += bytes;
    start += start ? bytes : 0;
  }
}

/** Four rows of one vector. */
// @ts-ignore: decorator
@inline
function tiles4(
  rows: i32, width: i32, end: usize, rowsA: usize, b: usize, rowB: i32, c: usize, rowsC: usize, start: v128, mode: i32, floor: v128, lanes: bool,
): void {
  for (let i = 0; i < rows; i += 4) {
    const table = rowsA + (i << 2);
    const a0: usize = i32.load(table), a1: usize = i32.load(table, 4);
    const a2: usize = i32.load(table, 8), a3: usize = i32.load(table, 12);
    let c0 = start, c1 = start, c2 = start, c3 = start;
    let y = b;
    for (let step = work; step < end; step += 4) {
      const k: usize = i32.load(step);
      const b0 = v128.load(y);
      c0 = multiplyAdd(lanes ? v128.load(a0 + k) : v128.load32_splat(a0 + k), b0, c0);
      c1 = multiplyAdd(lanes ? v128.load(a1 + k) : v128.load32_splat(a1 + k), b0, c1);
      c2 = multiplyAdd(lanes ? v128.load(a2 + k) : v128.load32_splat(a2 + k), b0, c2);
      c3 = multiplyAdd(lanes ? v128.load(a3 + k) : v128.load32_splat(a3 + k), b0, c3);
      y += rowB;
    }
    const to = rowsC + (i << 2), rest = rows - i;
    finish4(c + i32.load(to), c0, width, mode, floor);
    if (rest > 1) finish4(c + i32.load(to, 4), c1, width, mode, floor);
    if (rest > 2) finish4(c + i32.load(to, 8), c2, width, mode, floor);
    if (rest > 3) finish4(c + i32.load(to, 12), c3, width, mode, floor);
  }
}

/** Stores the first `width` lanes, any number from 1 on. */
// @ts-ignore: decorator
@inline
function finish4(at: usize, x: v128, width: i32, mode: i32, floor: v128): void {
  if (mode & ACCUMULATE) x = f32x4.add(v128.load(at), x);
  // pmax keeps its first operand where it is NaN.
  x = f32x4.pmax(x, floor);
  if (width >= 4) v128.store(at, x);
  else part(at, x, width);
}

// @ts-ignore: decorator
@inline
function finish8(at: usize, x0: v128, x1: v128, width: i32, mode: i32, floor: v128): void {
  if (mode & ACCUMULATE) {
    x0 = f32x4.add(v128.load(at), x0);
    x1 = f32x4.add(v128.load(at, 16), x1);
  }
  v128.store(at, f32x4.pmax(x0, floor));
  x1 = f32x4.pmax(x1, floor);
  if (width >= 8) v128.store(at, x1, 16);
  else part(at + 16, x1, width - 4);
}

/** A call: edges are rare, and written out everywhere they are a third of the module. */
function part(at: usize, x: v128, width: i32): void {
  put(at, x, width);
}

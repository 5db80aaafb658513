// Where sums start, and what becomes of them when they are stored.

import { put } from "./lanes";

const RELU = 1;
const ACCUMULATE = 2;
const MASK = 4;

let bias: usize = 0;
/** Bytes from an element of C to that of the mask. */
let toMask: usize = 0;
/** Where 16 sums without a bias start. */
const ZEROS = memory.data(64, 16);
let modeOfProduct: i32 = 0;

/** Those of the pass under way. */
let start: usize = 0;
let mode: i32 = 0;

export function beginProduct(biasOrMask: usize, c: usize, given: i32): void {
  modeOfProduct = given;
  bias = given & MASK ? 0 : biasOrMask;
  toMask = biasOrMask - c;
  beginPass(true, true);
}

/** A pass over a part of the depth: the first takes the bias, the others add; the last one finishes. */
export function beginPass(first: bool, last: bool): void {
  start = first ? bias : 0;
  mode = (last ? modeOfProduct : modeOfProduct & ACCUMULATE) | (first ? 0 : ACCUMULATE);
}

/** Where the sums of four columns from j on start. */
// @ts-ignore: decorator
@inline
export function startOf(j: i32, offset: usize): v128 {
  return start ? v128.load(start + (j << 2) + offset) : f32x4.splat(0);
}

/** The same for one column. */
// @ts-ignore: decorator
@inline
export function startOfOne(): v128 {
  return start ? v128.load32_splat(start) : f32x4.splat(0);
}

/** What is stored at c for the sums x. */
// @ts-ignore: decorator
@inline
function finished(c: usize, x: v128): v128 {
  if (mode == 0) return x;
  if (mode & ACCUMULATE) x = f32x4.add(x, v128.load(c));
  // pmax keeps its first operand where it is NaN.
  if (mode & RELU) x = f32x4.pmax(x, f32x4.splat(0));
  if (mode & MASK) x = v128.and(x, f32x4.gt(v128.load(c + toMask), f32x4.splat(0)));
  return x;
}

/** The address of where the sums of 16 columns from j on start: no condition in front of a tile. */
// @ts-ignore: decorator
@inline
export function startAt(j: i32): usize {
  return start ? start + (j << 2) : ZEROS;
}

/**
 * Stores the first `width` lanes of two rows of four vectors, 9 to 16 together. Modes are asked for once:
 * vector by vector, 32×10·10×64 runs at 28 instead of 31 GFLOP/s.
 */
// @ts-ignore: decorator
@inline
export function put2x16(
  c: usize, d: usize, x0: v128, x1: v128, x2: v128, x3: v128, y0: v128, y1: v128, y2: v128, y3: v128, width: i32,
): void {
  if (mode) {
    if (mode & ACCUMULATE) {
      x0 = f32x4.add(x0, v128.load(c));
      x1 = f32x4.add(x1, v128.load(c, 16));
      x2 = f32x4.add(x2, v128.load(c, 32));
      x3 = f32x4.add(x3, v128.load(c, 48));
      y0 = f32x4.add(y0, v128.load(d));
      y1 = f32x4.add(y1, v128.load(d, 16));
      y2 = f32x4.add(y2, v128.load(d, 32));
      y3 = f32x4.add(y3, v128.load(d, 48));
    }
    const zero = f32x4.splat(0);
    if (mode & RELU) {
      x0 = f32x4.pmax(x0, zero);
      x1 = f32x4.pmax(x1, zero);
      x2 = f32x4.pmax(x2, zero);
      x3 = f32x4.pmax(x3, zero);
      y0 = f32x4.pmax(y0, zero);
      y1 = f32x4.pmax(y1, zero);
      y2 = f32x4.pmax(y2, zero);
      y3 = f32x4.pmax(y3, zero);
    }
    if (mode & MASK) {
      let gate = c + toMask;
      x0 = v128.and(x0, f32x4.gt(v128.load(gate), zero));
      x1 = v128.and(x1, f32x4.gt(v128.load(gate, 16), zero));
      x2 = v128.and(x2, f32x4.gt(v128.load(gate, 32), zero));
      x3 = v128.and(x3, f32x4.gt(v128.load(gate, 48), zero));
      gate = d + toMask;
      y0 = v128.and(y0, f32x4.gt(v128.load(gate), zero));
      y1 = v128.and(y1, f32x4.gt(v128.load(gate, 16), zero));
      y2 = v128.and(y2, f32x4.gt(v128.load(gate, 32), zero));
      y3 = v128.and(y3, f32x4.gt(v128.load(gate, 48), zero));
    }
  }
  v128.store(c, x0);
  v128.store(c, x1, 16);
  v128.store(d, y0);
  v128.store(d, y1, 16);
  if (width == 16) {
    v128.store(c, x2, 32);
    v128.store(c, x3, 48);
    v128.store(d, y2, 32);
    v128.store(d, y3, 48);
  } else {
    put(c + 32, x2, width - 8);
    put(d + 32, y2, width - 8);
    if (width > 12) {
      put(c + 48, x3, width - 12);
      put(d + 48, y3, width - 12);
    }
  }
}

/** Stores the first `width` lanes, 1 to 4. */
// @ts-ignore: decorator
@inline
export function put4(c: usize, x: v128, width: i32): void {
  put(c, finished(c, x), width);
}

/** Stores the first `width` lanes of two vectors. */
// @ts-ignore: decorator
@inline
export function put8(c: usize, x0: v128, x1: v128, width: i32): void {
  put4(c, x0, min(width, 4));
  if (width > 4) put4(c + 16, x1, width - 4);
}

/** Stores `height` lanes below each other, 1 to 4. */
export function putColumn(c: usize, stepC: i32, x: v128, height: i32): void {
  if (stepC == 4) {
    put4(c, x, height);
    return;
  }
  for (; height > 0; height--) {
    put4(c, x, 1);
    c += stepC;
    x = v128.shuffle<f32>(x, x, 1, 2, 3, 0);
  }
}

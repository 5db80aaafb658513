// What softmax and its losses share. A row is `whole` bytes of whole vectors and a last vector of 1
// to 4 lanes.
//
// The last vector stays in a register from load to store: a whole load behind a partial store
// would wait for the store to reach the cache.
import { expOfNegative } from "./exp";
import { maxAcross } from "./lanes";

/** The largest of a row, in every lane. */
// @ts-ignore: decorator
@inline
export function rowMax(x: usize, whole: i32, mask: v128): v128 {
  let max = v128.bitselect(v128.load(x + whole), f32x4.splat(-Infinity), mask);
  for (let j = 0; j < whole; j += 16) max = f32x4.pmax(max, v128.load(x + j));
  return maxAcross(max);
}

/**
 * y = e^(x − max) over the whole vectors, unless y is 0. Returns `sum` and the sums of the lanes.
 * By pairs, which share their constants: 0.8 of the time of one by one, V8 11.
 */
// @ts-ignore: decorator
@inline
export function rowPowers(x: usize, y: usize, whole: i32, max: v128, sum: v128): v128 {
  let j = 0;
  for (; j < whole - 16; j += 32) {
    const e0 = expOfNegative(f32x4.sub(v128.load(x + j), max));
    const e1 = expOfNegative(f32x4.sub(v128.load(x + j, 16), max));
    if (y) {
      v128.store(y + j, e0);
      v128.store(y + j, e1, 16);
    }
    sum = f32x4.add(sum, f32x4.add(e0, e1));
  }
  if (j < whole) {
    const e = expOfNegative(f32x4.sub(v128.load(x + j), max));
    if (y) v128.store(y + j, e);
    sum = f32x4.add(sum, e);
  }
  return sum;
}

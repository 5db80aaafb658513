// Maxima of windows of 2×2 side by side, and which pixel of the window they are: what most poolings are.

import { put } from "./lanes";

/** From rows of `line` bytes, of which two become one; what is below `floor` becomes it. */
export function halve(
  outHeight: i32, outWidth: i32, channels: i32, x: usize, line: i32, y: usize, index: usize, floor: v128,
): void {
  const one = f32x4.splat(1), two = f32x4.splat(2), three = f32x4.splat(3);
  const pixel = channels << 2;
  for (let p = outHeight; p > 0; p--) {
    let from = x;
    for (let q = outWidth; q > 0; q--) {
      for (let rest = channels; rest > 0; rest -= 4) {
        const low = from + line;
        let upper = v128.load(from), lower = v128.load(low);
        const right = v128.load(from + pixel), lowRight = v128.load(low + pixel);
        const isRight = larger(right, upper), isLowRight = larger(lowRight, lower);
        upper = v128.bitselect(right, upper, isRight);
        lower = v128.bitselect(lowRight, lower, isLowRight);
        const isLow = larger(lower, upper);
        put(y, f32x4.pmax(v128.bitselect(lower, upper, isLow), floor), rest);
        const tap = v128.bitselect(three, two, isLowRight);
        put(index, v128.bitselect(tap, v128.and(isRight, one), isLow), rest);
        const bytes = min(rest, 4) << 2;
        from += bytes;
        y += bytes;
        index += bytes;
      }
      from += pixel;
    }
    x += 2 * line;
  }
}

/** The other way round: dy at the maxima, 0 at the other three. */
export function unhalve(
  outHeight: i32, outWidth: i32, channels: i32, dy: usize, index: usize, dx: usize, line: i32,
): void {
  const zero = f32x4.splat(0), one = f32x4.splat(1), two = f32x4.splat(2), three = f32x4.splat(3);
  const pixel = channels << 2;
  for (let p = outHeight; p > 0; p--) {
    let to = dx;
    for (let q = outWidth; q > 0; q--) {
      for (let rest = channels; rest > 0; rest -= 4) {
        const gradient = v128.load(dy), tap = v128.load(index), low = to + line;
        put(to, v128.and(gradient, f32x4.eq(tap, zero)), rest);
        put(to + pixel, v128.and(gradient, f32x4.eq(tap, one)), rest);
        put(low, v128.and(gradient, f32x4.eq(tap, two)), rest);
        put(low + pixel, v128.and(gradient, f32x4.eq(tap, three)), rest);
        const bytes = min(rest, 4) << 2;
        to += bytes;
        dy += bytes;
        index += bytes;
      }
      to += pixel;
    }
    dx += 2 * line;
  }
}

/** NaN is larger than everything. */
// @ts-ignore: decorator
@inline
export function larger(a: v128, b: v128): v128 {
  return v128.or(f32x4.gt(a, b), f32x4.ne(a, a));
}

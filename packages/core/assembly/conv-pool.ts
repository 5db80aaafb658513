// Convolution, relu and 2×2 max-pool in one. Contract: src/kernels/conv-pool.
//
// Some rows of the convolution are computed into room that stays in the first cache, and halved from
// there. 32 images, µs, V8 11:
//
//     28²×1 → 8, 3×3      138, conv and pool apart 175
//     13²×8 → 16, 3×3     180, apart 230
//
// Tiles whose four rows are the window, so that nothing else is stored, are as fast but a loop of their
// own: 136 and 182.

import { boxX, boxY, count, depth, elements, nextBox, pixels, plan, rowsOfY, rowY } from "./conv-plan";
import { indirect, setWork } from "./indirect";
import { put } from "./lanes";

export function convPool(
  images: i32, height: i32, width: i32, channels: i32, outHeight: i32, outWidth: i32, filters: i32,
  kernelHeight: i32, kernelWidth: i32, strideY: i32, strideX: i32,
  x: usize, w: usize, bias: usize, y: usize, index: usize, room: usize,
): void {
  const work = plan(
    images, height, width, channels, 2 * outHeight, 2 * outWidth, filters, kernelHeight, kernelWidth,
    strideY, strideX, 1, 1, 1, false, room << 2,
  );
  setWork(work);
  const sums = work + (depth + 4 << 2);
  y <<= 2;
  index <<= 2;
  while (nextBox()) {
    indirect(count, filters, depth, (x << 2) + boxX, pixels, elements, w << 2, rowY, sums, rowsOfY, bias << 2, 0);
    const stored = boxY >> 2;
    halve(count / (4 * outWidth), outWidth, filters, sums, y + stored, index + stored);
  }
}

/** The maxima above 0 of windows of 2×2, and where in the window they are. */
function halve(outHeight: i32, outWidth: i32, filters: i32, from: usize, y: usize, index: usize): void {
  const zero = f32x4.splat(0), one = f32x4.splat(1), two = f32x4.splat(2), three = f32x4.splat(3);
  const right = filters << 2, below = 2 * outWidth * right;
  for (let p = outHeight; p > 0; p--) {
    for (let q = outWidth; q > 0; q--) {
      for (let rest = filters; rest > 0; rest -= 4) {
        let first = v128.load(from), other = v128.load(from + right);
        const isRight = larger(other, first);
        first = v128.bitselect(other, first, isRight);
        const low = from + below;
        let second = v128.load(low);
        other = v128.load(low + right);
        const isLowRight = larger(other, second);
        second = v128.bitselect(other, second, isLowRight);
        const isLow = larger(second, first);
        put(y, f32x4.pmax(v128.bitselect(second, first, isLow), zero), rest);
        const tap = v128.bitselect(three, two, isLowRight);
        put(index, v128.bitselect(tap, v128.and(isRight, one), isLow), rest);
        const bytes = min(rest, 4) << 2;
        from += bytes;
        y += bytes;
        index += bytes;
      }
      from += right;
    }
    from += below;
  }
}

/** NaN is larger than everything. */
// @ts-ignore: decorator
@inline
function larger(a: v128, b: v128): v128 {
  return v128.or(f32x4.gt(a, b), f32x4.ne(a, a));
}

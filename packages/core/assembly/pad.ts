// Zeros around images. Contract: src/kernels/pad.
import { put } from "./lanes";

export function pad(
  images: i32, height: i32, length: i32, top: i32, bottom: i32, left: i32, right: i32, x: usize, y: usize,
): void {
  x <<= 2;
  y <<= 2;
  const row = left + length + right;
  memory.fill(y, 0, images * (top + height + bottom) * row << 2);
  for (; images > 0; images--) {
    y += (top * row + left) << 2;
    for (let i = height; i > 0; i--) {
      copy(x, y, length);
      x += length << 2;
      y += row << 2;
    }
    y += (bottom * row - left) << 2;
  }
}

export function crop(
  images: i32, height: i32, length: i32, top: i32, bottom: i32, left: i32, right: i32, x: usize, y: usize,
): void {
  x <<= 2;
  y <<= 2;
  const row = left + length + right;
  for (; images > 0; images--) {
    y += (top * row + left) << 2;
    for (let i = height; i > 0; i--) {
      copy(y, x, length);
      x += length << 2;
      y += row << 2;
    }
    y += (bottom * row - left) << 2;
  }
}

/** Rows of small images are short: a call of memory.copy costs more than they do. */
// @ts-ignore: decorator
@inline
function copy(from: usize, to: usize, length: i32): void {
  for (let rest = length; rest > 0; rest -= 4) {
    put(to, v128.load(from), rest);
    from += 16;
    to += 16;
  }
}

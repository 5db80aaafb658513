// The hyperbolic tangent. Contract: src/kernels/tanh.
import { tanhOf } from "./exp";
import { put } from "./lanes";

/** By pairs of vectors, which share their constants: 0.78 of the time of one by one, V8 11. */
export function tanh(n: i32, x: usize, y: usize): void {
  x <<= 2;
  y <<= 2;
  for (; n >= 8; n -= 8) {
    const y0 = tanhOf(v128.load(x)), y1 = tanhOf(v128.load(x, 16));
    v128.store(y, y0);
    v128.store(y, y1, 16);
    x += 32;
    y += 32;
  }
  for (; n > 0; n -= 4) {
    put(y, tanhOf(v128.load(x)), n);
    x += 16;
    y += 16;
  }
}

/** 1 − y² as (1 − y)·(1 + y), which does not cancel near ±1. */
export function tanhBackward(n: i32, y: usize, dy: usize, dx: usize): void {
  y <<= 2;
  dy <<= 2;
  dx <<= 2;
  const one = f32x4.splat(1);
  for (; n > 0; n -= 4) {
    const value = v128.load(y);
    const slope = f32x4.mul(f32x4.sub(one, value), f32x4.add(one, value));
    put(dx, f32x4.mul(v128.load(dy), slope), n);
    y += 16;
    dy += 16;
    dx += 16;
  }
}

// The logistic function. Contract: src/kernels/sigmoid.
import { expOfNegative, negativeAbs, sigmoidFrom } from "./exp";
import { put } from "./lanes";

export function sigmoid(n: i32, x: usize, y: usize): void {
  x <<= 2;
  y <<= 2;
  for (; n > 0; n -= 4) {
    const value = v128.load(x);
    put(y, sigmoidFrom(value, expOfNegative(negativeAbs(value))), n);
    x += 16;
    y += 16;
  }
}

export function sigmoidBackward(n: i32, y: usize, dy: usize, dx: usize): void {
  y <<= 2;
  dy <<= 2;
  dx <<= 2;
  const one = f32x4.splat(1);
  for (; n > 0; n -= 4) {
    const value = v128.load(y);
    put(dx, f32x4.mul(f32x4.mul(v128.load(dy), value), f32x4.sub(one, value)), n);
    y += 16;
    dy += 16;
    dx += 16;
  }
}

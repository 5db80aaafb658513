// Rectifiers. Contract: src/kernels/relu.
import { put } from "./lanes";

export function relu(n: i32, x: usize, y: usize): void {
  x <<= 2;
  y <<= 2;
  const zero = f32x4.splat(0);
  // pmax keeps its first operand where it is NaN.
  for (; n >= 16; n -= 16) {
    v128.store(y, f32x4.pmax(v128.load(x), zero));
    v128.store(y, f32x4.pmax(v128.load(x, 16), zero), 16);
    v128.store(y, f32x4.pmax(v128.load(x, 32), zero), 32);
    v128.store(y, f32x4.pmax(v128.load(x, 48), zero), 48);
    x += 64;
    y += 64;
  }
  for (; n > 0; n -= 4) {
    put(y, f32x4.pmax(v128.load(x), zero), n);
    x += 16;
    y += 16;
  }
}

export function reluBackward(n: i32, y: usize, dy: usize, dx: usize): void {
  y <<= 2;
  dy <<= 2;
  dx <<= 2;
  const zero = f32x4.splat(0);
  for (; n >= 16; n -= 16) {
    v128.store(dx, v128.and(v128.load(dy), f32x4.gt(v128.load(y), zero)));
    v128.store(dx, v128.and(v128.load(dy, 16), f32x4.gt(v128.load(y, 16), zero)), 16);
    v128.store(dx, v128.and(v128.load(dy, 32), f32x4.gt(v128.load(y, 32), zero)), 32);
    v128.store(dx, v128.and(v128.load(dy, 48), f32x4.gt(v128.load(y, 48), zero)), 48);
    y += 64;
    dy += 64;
    dx += 64;
  }
  for (; n > 0; n -= 4) {
    put(dx, v128.and(v128.load(dy), f32x4.gt(v128.load(y), zero)), n);
    y += 16;
    dy += 16;
    dx += 16;
  }
}

export function leakyRelu(n: i32, x: usize, y: usize, slope: f32): void {
  leakyReluBackward(n, x, x, y, slope);
}

export function leakyReluBackward(n: i32, y: usize, dy: usize, dx: usize, slope: f32): void {
  y <<= 2;
  dy <<= 2;
  dx <<= 2;
  const zero = f32x4.splat(0);
  const slopes = f32x4.splat(slope);
  for (; n > 0; n -= 4) {
    const gradient = v128.load(dy);
    const positive = f32x4.gt(v128.load(y), zero);
    put(dx, v128.bitselect(gradient, f32x4.mul(gradient, slopes), positive), n);
    y += 16;
    dy += 16;
    dx += 16;
  }
}

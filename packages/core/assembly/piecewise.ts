// Activations of straight pieces. Contract: src/kernels/piecewise.
//
// pmax and pmin keep their first operand where it is NaN.
import { put } from "./lanes";

export function relu6(n: i32, x: usize, y: usize): void {
  x <<= 2;
  y <<= 2;
  for (; n > 0; n -= 4) {
    put(y, clamped(v128.load(x), f32x4.splat(6)), n);
    x += 16;
    y += 16;
  }
}

export function relu6Backward(n: i32, y: usize, dy: usize, dx: usize): void {
  y <<= 2;
  dy <<= 2;
  dx <<= 2;
  for (; n > 0; n -= 4) {
    put(dx, v128.and(v128.load(dy), isInside(v128.load(y), f32x4.splat(6))), n);
    y += 16;
    dy += 16;
    dx += 16;
  }
}

export function hardSigmoid(n: i32, x: usize, y: usize): void {
  x <<= 2;
  y <<= 2;
  for (; n > 0; n -= 4) {
    put(y, hardGate(v128.load(x)), n);
    x += 16;
    y += 16;
  }
}

export function hardSigmoidBackward(n: i32, y: usize, dy: usize, dx: usize): void {
  y <<= 2;
  dy <<= 2;
  dx <<= 2;
  for (; n > 0; n -= 4) {
    const part = f32x4.div(v128.load(dy), f32x4.splat(6));
    put(dx, v128.and(part, isInside(v128.load(y), f32x4.splat(1))), n);
    y += 16;
    dy += 16;
    dx += 16;
  }
}

export function hardSwish(n: i32, x: usize, y: usize): void {
  x <<= 2;
  y <<= 2;
  for (; n > 0; n -= 4) {
    const value = v128.load(x);
    const out = f32x4.le(value, f32x4.splat(-3));
    put(y, v128.andnot(f32x4.mul(value, hardGate(value)), out), n);
    x += 16;
    y += 16;
  }
}

export function hardSwishBackward(n: i32, x: usize, dy: usize, dx: usize): void {
  x <<= 2;
  dy <<= 2;
  dx <<= 2;
  const three = f32x4.splat(3);
  for (; n > 0; n -= 4) {
    const value = v128.load(x);
    let slope = f32x4.add(f32x4.div(value, three), f32x4.splat(0.5));
    slope = v128.bitselect(f32x4.splat(1), slope, f32x4.ge(value, three));
    slope = v128.andnot(slope, f32x4.le(value, f32x4.splat(-3)));
    put(dx, f32x4.mul(v128.load(dy), slope), n);
    x += 16;
    dy += 16;
    dx += 16;
  }
}

export function softsign(n: i32, x: usize, y: usize): void {
  x <<= 2;
  y <<= 2;
  const one = f32x4.splat(1);
  for (; n > 0; n -= 4) {
    const value = v128.load(x);
    const size = f32x4.abs(value);
    // From 2²⁵ on the quotient is ±1, and at infinity it would be NaN.
    const far = f32x4.gt(size, f32x4.splat(33554432));
    const sign = v128.or(v128.and(value, f32x4.splat(-0.0)), one);
    put(y, v128.bitselect(sign, f32x4.div(value, f32x4.add(one, size)), far), n);
    x += 16;
    y += 16;
  }
}

export function softsignBackward(n: i32, y: usize, dy: usize, dx: usize): void {
  y <<= 2;
  dy <<= 2;
  dx <<= 2;
  for (; n > 0; n -= 4) {
    const rest = f32x4.sub(f32x4.splat(1), f32x4.abs(v128.load(y)));
    put(dx, f32x4.mul(f32x4.mul(v128.load(dy), rest), rest), n);
    y += 16;
    dy += 16;
    dx += 16;
  }
}

// @ts-ignore: decorator
@inline
function clamped(x: v128, high: v128): v128 {
  return f32x4.pmin(f32x4.pmax(x, f32x4.splat(0)), high);
}

// @ts-ignore: decorator
@inline
function hardGate(x: v128): v128 {
  return clamped(f32x4.add(f32x4.div(x, f32x4.splat(6)), f32x4.splat(0.5)), f32x4.splat(1));
}

// @ts-ignore: decorator
@inline
function isInside(y: v128, high: v128): v128 {
  return v128.and(f32x4.gt(y, f32x4.splat(0)), f32x4.lt(y, high));
}

// Smooth activations, from the exponential family. Contract: src/kernels/smooth.
import { expm1OfNegative, expOfNegative, negativeAbs, sigmoidFrom } from "./exp";
import { ln } from "./float32";
import { put } from "./lanes";

const ONE: usize = memory.data<f32>([1]);
const TWO: usize = memory.data<f32>([2]);
const MINUS_HALF: usize = memory.data<f32>([-0.5]);
/** x·gate is 0 from here down, and slopes are their limits beyond ±200. */
const LEAST: usize = memory.data<f32>([-200]);
const MOST: usize = memory.data<f32>([200]);
/** 2·√(2/π), its product with 0.044715, and three times that. */
const BEND: usize = memory.data<f32>([1.5957691216057308]);
const CUBE: usize = memory.data<f32>([0.07135481282719226]);
const THREE_CUBE: usize = memory.data<f32>([0.21406443848157678]);
const INVERSE_ROOT_TAU: usize = memory.data<f32>([0.3989422804014327]);
/** Coefficients of Φ(−z)·e^(z²/2) in t = 3/(3 + z), from t⁹ down. */
const SHARE: usize = memory.data<f32>([
  -0.02748001216323814, 0.15323926657029102, -0.32218288620487756, 0.2805448210799937, -0.09938987884706045,
  0.14187563260264077, 0.10574156989744125, 0.13481999112089368, 0.1328258296164291, 5.667461740277865e-6,
]);
const THREE: usize = memory.data<f32>([3]);

export function elu(n: i32, x: usize, y: usize, scale: f32, gain: f32, width: f32): void {
  x <<= 2;
  y <<= 2;
  for (; n > 0; n -= 4) {
    const value = v128.load(x);
    const below = f32x4.mul(f32x4.splat(gain), expm1OfNegative(f32x4.div(value, f32x4.splat(width))));
    const above = f32x4.gt(value, f32x4.splat(0));
    put(y, v128.bitselect(f32x4.mul(f32x4.splat(scale), value), below, above), n);
    x += 16;
    y += 16;
  }
}

export function eluBackward(n: i32, y: usize, dy: usize, dx: usize, scale: f32, gain: f32, width: f32): void {
  y <<= 2;
  dy <<= 2;
  dx <<= 2;
  for (; n > 0; n -= 4) {
    const value = v128.load(y);
    const below = f32x4.div(f32x4.add(value, f32x4.splat(gain)), f32x4.splat(width));
    const slope = v128.bitselect(f32x4.splat(scale), below, f32x4.gt(value, f32x4.splat(0)));
    put(dx, f32x4.mul(v128.load(dy), slope), n);
    y += 16;
    dy += 16;
    dx += 16;
  }
}

/** max(x, 0) + ln(1 + e), e = e^−|x|; the rounding of 1 + e is put right by e/((1 + e) − 1). */
export function softplus(n: i32, x: usize, y: usize): void {
  x <<= 2;
  y <<= 2;
  const one = v128.load32_splat(ONE);
  for (; n > 0; n -= 4) {
    const value = v128.load(x);
    const e = expOfNegative(negativeAbs(value));
    const u = f32x4.add(one, e);
    const part = f32x4.sub(u, one);
    const logarithm = f32x4.mul(ln(u), f32x4.div(e, part));
    const small = f32x4.eq(part, f32x4.splat(0));
    put(y, f32x4.add(f32x4.pmax(value, f32x4.splat(0)), v128.bitselect(e, logarithm, small)), n);
    x += 16;
    y += 16;
  }
}

export function softplusBackward(n: i32, y: usize, dy: usize, dx: usize): void {
  y <<= 2;
  dy <<= 2;
  dx <<= 2;
  for (; n > 0; n -= 4) {
    const slope = f32x4.neg(expm1OfNegative(f32x4.neg(v128.load(y))));
    put(dx, f32x4.mul(v128.load(dy), slope), n);
    y += 16;
    dy += 16;
    dx += 16;
  }
}

export function silu(n: i32, x: usize, y: usize): void {
  x <<= 2;
  y <<= 2;
  for (; n > 0; n -= 4) {
    const value = atLeast(v128.load(x));
    put(y, f32x4.mul(value, sigma(value)), n);
    x += 16;
    y += 16;
  }
}

export function siluBackward(n: i32, x: usize, dy: usize, dx: usize): void {
  x <<= 2;
  dy <<= 2;
  dx <<= 2;
  const one = v128.load32_splat(ONE);
  for (; n > 0; n -= 4) {
    const value = clamped(v128.load(x));
    const s = sigma(value);
    // 1 − σ(x) is σ(−x), without the cancellation.
    const slope = f32x4.mul(s, f32x4.add(one, f32x4.mul(value, sigma(f32x4.neg(value)))));
    put(dx, f32x4.mul(v128.load(dy), slope), n);
    x += 16;
    dy += 16;
    dx += 16;
  }
}

export function mish(n: i32, x: usize, y: usize): void {
  x <<= 2;
  y <<= 2;
  for (; n > 0; n -= 4) {
    const value = atLeast(v128.load(x));
    const e = expOfNegative(negativeAbs(value));
    put(y, f32x4.mul(value, f32x4.div(gateAbove(value, e), gateBelow(value, e))), n);
    x += 16;
    y += 16;
  }
}

/** With t = p/q: 1 − t² = (q − p)·(q + p)/q², and q − p = 2·e² for x ≥ 0, 2 below. */
export function mishBackward(n: i32, x: usize, dy: usize, dx: usize): void {
  x <<= 2;
  dy <<= 2;
  dx <<= 2;
  const two = v128.load32_splat(TWO);
  for (; n > 0; n -= 4) {
    const value = clamped(v128.load(x));
    const e = expOfNegative(negativeAbs(value));
    const p = gateAbove(value, e), q = gateBelow(value, e);
    const apart = v128.bitselect(two, f32x4.mul(two, f32x4.mul(e, e)), i32x4.shr_s(value, 31));
    const rest = f32x4.mul(f32x4.div(apart, q), f32x4.div(f32x4.add(q, p), q));
    const slope = f32x4.add(f32x4.div(p, q), f32x4.mul(f32x4.mul(value, sigmoidFrom(value, e)), rest));
    put(dx, f32x4.mul(v128.load(dy), slope), n);
    x += 16;
    dy += 16;
    dx += 16;
  }
}

export function gelu(n: i32, x: usize, y: usize): void {
  x <<= 2;
  y <<= 2;
  for (; n > 0; n -= 4) {
    const value = atLeast(v128.load(x));
    put(y, f32x4.mul(value, normalShare(value, bell(value))), n);
    x += 16;
    y += 16;
  }
}

export function geluBackward(n: i32, x: usize, dy: usize, dx: usize): void {
  x <<= 2;
  dy <<= 2;
  dx <<= 2;
  for (; n > 0; n -= 4) {
    const value = clamped(v128.load(x));
    const density = bell(value);
    const rest = f32x4.mul(value, f32x4.mul(v128.load32_splat(INVERSE_ROOT_TAU), density));
    put(dx, f32x4.mul(v128.load(dy), f32x4.add(normalShare(value, density), rest)), n);
    x += 16;
    dy += 16;
    dx += 16;
  }
}

export function geluTanh(n: i32, x: usize, y: usize): void {
  x <<= 2;
  y <<= 2;
  for (; n > 0; n -= 4) {
    const value = atLeast(v128.load(x));
    put(y, f32x4.mul(value, sigma(bent(value))), n);
    x += 16;
    y += 16;
  }
}

export function geluTanhBackward(n: i32, x: usize, dy: usize, dx: usize): void {
  x <<= 2;
  dy <<= 2;
  dx <<= 2;
  for (; n > 0; n -= 4) {
    const value = clamped(v128.load(x));
    const z = bent(value);
    const s = sigma(z);
    const bend = f32x4.add(
      v128.load32_splat(BEND),
      f32x4.mul(v128.load32_splat(THREE_CUBE), f32x4.mul(value, value)),
    );
    const rest = f32x4.mul(f32x4.mul(value, f32x4.mul(s, sigma(f32x4.neg(z)))), bend);
    put(dx, f32x4.mul(v128.load(dy), f32x4.add(s, rest)), n);
    x += 16;
    dy += 16;
    dx += 16;
  }
}

// @ts-ignore: decorator
@inline
function atLeast(x: v128): v128 {
  return f32x4.pmax(x, v128.load32_splat(LEAST));
}

// @ts-ignore: decorator
@inline
function clamped(x: v128): v128 {
  return f32x4.pmin(atLeast(x), v128.load32_splat(MOST));
}

// @ts-ignore: decorator
@inline
function sigma(x: v128): v128 {
  return sigmoidFrom(x, expOfNegative(negativeAbs(x)));
}

/** 2·√(2/π)·(x + 0.044715·x³). */
// @ts-ignore: decorator
@inline
function bent(x: v128): v128 {
  const square = f32x4.mul(x, x);
  return f32x4.mul(x, f32x4.add(v128.load32_splat(BEND), f32x4.mul(v128.load32_splat(CUBE), square)));
}

/** Numerator of tanh(ln(1 + e^x)): 1 + 2e for x ≥ 0, else e² + 2e. */
// @ts-ignore: decorator
@inline
function gateAbove(x: v128, e: v128): v128 {
  const first = v128.bitselect(f32x4.mul(e, e), v128.load32_splat(ONE), i32x4.shr_s(x, 31));
  return f32x4.add(first, f32x4.add(e, e));
}

/** Its denominator: 1 + 2e + 2e² for x ≥ 0, else e² + 2e + 2. */
// @ts-ignore: decorator
@inline
function gateBelow(x: v128, e: v128): v128 {
  const square = f32x4.mul(e, e), negative = i32x4.shr_s(x, 31);
  const first = v128.bitselect(square, f32x4.add(square, square), negative);
  const last = v128.bitselect(v128.load32_splat(TWO), v128.load32_splat(ONE), negative);
  return f32x4.add(f32x4.add(first, f32x4.add(e, e)), last);
}

/** e^(−x²/2). */
// @ts-ignore: decorator
@inline
function bell(x: v128): v128 {
  return expOfNegative(f32x4.mul(f32x4.mul(x, x), v128.load32_splat(MINUS_HALF)));
}

/** Φ(x) from e^(−x²/2): see normalShare in src/kernels/smooth/js.ts. */
// @ts-ignore: decorator
@inline
function normalShare(x: v128, bell: v128): v128 {
  const three = v128.load32_splat(THREE);
  const t = f32x4.div(three, f32x4.add(three, f32x4.abs(x)));
  let p = v128.load32_splat(SHARE);
  for (let at = SHARE + 4; at < SHARE + 40; at += 4) p = f32x4.add(f32x4.mul(p, t), v128.load32_splat(at));
  const tail = f32x4.mul(bell, p);
  return v128.bitselect(tail, f32x4.sub(v128.load32_splat(ONE), tail), i32x4.shr_s(x, 31));
}

// Functions of one operand. Contract: src/kernels/unary.
import { expOf } from "./exp";
import { ln } from "./float32";
import { put } from "./lanes";

const NEGATE = 0, ABSOLUTE = 1, SQUARE = 2, ROOT = 3, RECIPROCAL = 4, SIGN = 5, FLOOR = 6, CEIL = 7, ROUND = 8;
const EXP = 9, LOG = 10;

const LEAST_NORMAL: usize = memory.data<f32>([1.1754943508222875e-38]);
/** 2²³ lifts denormal numbers, and its logarithm is taken off again. */
const LIFT: usize = memory.data<f32>([8388608]);
const LN_LIFT: usize = memory.data<f32>([15.942385152878742]);

export function negate(n: i32, x: usize, y: usize): void {
  map(NEGATE, n, x, y);
}

export function absolute(n: i32, x: usize, y: usize): void {
  map(ABSOLUTE, n, x, y);
}

export function square(n: i32, x: usize, y: usize): void {
  map(SQUARE, n, x, y);
}

export function squareRoot(n: i32, x: usize, y: usize): void {
  map(ROOT, n, x, y);
}

export function reciprocal(n: i32, x: usize, y: usize): void {
  map(RECIPROCAL, n, x, y);
}

export function sign(n: i32, x: usize, y: usize): void {
  map(SIGN, n, x, y);
}

export function floor(n: i32, x: usize, y: usize): void {
  map(FLOOR, n, x, y);
}

export function ceil(n: i32, x: usize, y: usize): void {
  map(CEIL, n, x, y);
}

export function round(n: i32, x: usize, y: usize): void {
  map(ROUND, n, x, y);
}

export function exp(n: i32, x: usize, y: usize): void {
  map(EXP, n, x, y);
}

export function log(n: i32, x: usize, y: usize): void {
  map(LOG, n, x, y);
}

/** One by one, through float64 and with as many bits of π as the size of x asks for. */
export function sin(n: i32, x: usize, y: usize): void {
  x <<= 2;
  y <<= 2;
  for (; n > 0; n--) {
    store<f32>(y, <f32>NativeMath.sin(<f64>load<f32>(x)));
    x += 4;
    y += 4;
  }
}

export function cos(n: i32, x: usize, y: usize): void {
  x <<= 2;
  y <<= 2;
  for (; n > 0; n--) {
    store<f32>(y, <f32>NativeMath.cos(<f64>load<f32>(x)));
    x += 4;
    y += 4;
  }
}

/** By pairs of vectors, which share their constants. */
// @ts-ignore: decorator
@inline
function map(op: i32, n: i32, x: usize, y: usize): void {
  x <<= 2;
  y <<= 2;
  for (; n >= 8; n -= 8) {
    const y0 = mapped(op, v128.load(x)), y1 = mapped(op, v128.load(x, 16));
    v128.store(y, y0);
    v128.store(y, y1, 16);
    x += 32;
    y += 32;
  }
  for (; n > 0; n -= 4) {
    put(y, mapped(op, v128.load(x)), n);
    x += 16;
    y += 16;
  }
}

// @ts-ignore: decorator
@inline
function mapped(op: i32, x: v128): v128 {
  if (op == NEGATE) return f32x4.neg(x);
  if (op == ABSOLUTE) return f32x4.abs(x);
  if (op == SQUARE) return f32x4.mul(x, x);
  if (op == ROOT) return f32x4.sqrt(x);
  if (op == RECIPROCAL) return f32x4.div(f32x4.splat(1), x);
  if (op == SIGN) return signOf(x);
  if (op == FLOOR) return f32x4.floor(x);
  if (op == CEIL) return f32x4.ceil(x);
  if (op == ROUND) return f32x4.nearest(x);
  if (op == EXP) return expOf(x);
  return logOf(x);
}

/** ±0 and NaN are their own sign. */
// @ts-ignore: decorator
@inline
function signOf(x: v128): v128 {
  const one = v128.or(v128.and(x, f32x4.splat(-0.0)), f32x4.splat(1));
  const isOne = f32x4.gt(f32x4.abs(x), f32x4.splat(0));
  return v128.bitselect(one, x, isOne);
}

// @ts-ignore: decorator
@inline
function logOf(x: v128): v128 {
  const small = f32x4.lt(x, v128.load32_splat(LEAST_NORMAL));
  const lifted = v128.bitselect(f32x4.mul(x, v128.load32_splat(LIFT)), x, small);
  let y = f32x4.sub(ln(lifted), v128.and(v128.load32_splat(LN_LIFT), small));
  y = v128.bitselect(f32x4.splat(-Infinity), y, f32x4.eq(x, f32x4.splat(0)));
  y = v128.bitselect(f32x4.splat(NaN), y, f32x4.lt(x, f32x4.splat(0)));
  // +∞ and NaN are their own logarithm.
  const isPlain = f32x4.lt(x, f32x4.splat(Infinity));
  return v128.bitselect(y, x, isPlain);
}

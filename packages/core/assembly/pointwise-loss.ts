// Losses of one term for each element. Contract: src/kernels/pointwise-loss.
//
// Of the time of the JavaScript kernels, V8 11: Huber 0.27, log-cosh 0.14.
import { expm1OfNegative, negativeAbs, tanhOf } from "./exp";
import { addWide, firstLanes, put, wideSum } from "./lanes";
import { log1p } from "./log1p";
import { lnOrNaN } from "./probability";

const ABSOLUTE = 0, HUBER = 1, LOG_COSH = 2, HINGE = 3, SQUARED_HINGE = 4, POISSON = 5, DIVERGENCE = 6;

const EPSILON: f32 = 1e-7;
const LN2: f32 = 0.6931471824645996;

export function absoluteError(n: i32, y: usize, t: usize, dy: usize, loss: usize, weight: f64): void {
  mean(ABSOLUTE, n, y, t, dy, loss, weight, 0);
}

export function huber(n: i32, y: usize, t: usize, dy: usize, loss: usize, weight: f64, delta: f32): void {
  mean(HUBER, n, y, t, dy, loss, weight, delta);
}

export function logCosh(n: i32, y: usize, t: usize, dy: usize, loss: usize, weight: f64): void {
  mean(LOG_COSH, n, y, t, dy, loss, weight, 0);
}

export function hinge(n: i32, y: usize, t: usize, dy: usize, loss: usize, weight: f64): void {
  mean(HINGE, n, y, t, dy, loss, weight, 0);
}

export function squaredHinge(n: i32, y: usize, t: usize, dy: usize, loss: usize, weight: f64): void {
  mean(SQUARED_HINGE, n, y, t, dy, loss, weight, 0);
}

export function poisson(n: i32, y: usize, t: usize, dy: usize, loss: usize, weight: f64): void {
  mean(POISSON, n, y, t, dy, loss, weight, 0);
}

export function divergence(n: i32, y: usize, t: usize, dy: usize, loss: usize, weight: f64): void {
  mean(DIVERGENCE, n, y, t, dy, loss, weight, 0);
}

/** Inlined with a constant form: each export is a loop of its own. */
// @ts-ignore: decorator
@inline
function mean(form: i32, n: i32, y: usize, t: usize, dy: usize, loss: usize, weight: f64, delta: f32): void {
  y <<= 2;
  t <<= 2;
  dy <<= 2;
  const count = f64(n);
  const scale = f32x4.splat(f32(weight / count));
  let sums = f64x2.splat(0);
  for (; n > 0; n -= 4) {
    const value = v128.load(y), target = v128.load(t);
    sums = addWide(sums, v128.and(term(form, value, target, delta), firstLanes(n)));
    if (dy) {
      put(dy, f32x4.mul(slope(form, value, target, delta), scale), n);
      dy += 16;
    }
    y += 16;
    t += 16;
  }
  f32.store(loss << 2, f32(weight * wideSum(sums) / count));
}

// @ts-ignore: decorator
@inline
function term(form: i32, y: v128, t: v128, delta: f32): v128 {
  const d = f32x4.sub(y, t);
  if (form == ABSOLUTE) return f32x4.abs(d);
  if (form == HUBER) {
    const size = f32x4.abs(d), inner = f32x4.pmin(size, f32x4.splat(delta));
    return f32x4.mul(inner, f32x4.sub(size, f32x4.mul(f32x4.splat(0.5), inner)));
  }
  if (form == LOG_COSH) return lnCosh(d);
  if (form == HINGE) return missOf(y, t);
  if (form == SQUARED_HINGE) return f32x4.mul(missOf(y, t), missOf(y, t));
  if (form == POISSON) return f32x4.sub(y, f32x4.mul(t, lnOrNaN(rateOf(y))));
  const ratio = f32x4.div(t, clipped(y));
  const empty = f32x4.eq(t, f32x4.splat(0));
  return v128.bitselect(f32x4.mul(y, f32x4.splat(0)), f32x4.mul(t, lnOrNaN(ratio)), empty);
}

// @ts-ignore: decorator
@inline
function slope(form: i32, y: v128, t: v128, delta: f32): v128 {
  const d = f32x4.sub(y, t), zero = f32x4.splat(0);
  if (form == ABSOLUTE) {
    const sign = v128.or(v128.and(d, f32x4.splat(-0.0)), f32x4.splat(1));
    return v128.bitselect(sign, d, v128.or(f32x4.gt(d, zero), f32x4.lt(d, zero)));
  }
  if (form == HUBER) return f32x4.pmin(f32x4.pmax(d, f32x4.splat(-delta)), f32x4.splat(delta));
  if (form == LOG_COSH) return tanhOf(d);
  if (form == HINGE) return v128.and(f32x4.neg(t), f32x4.gt(missOf(y, t), zero));
  if (form == SQUARED_HINGE) return f32x4.mul(f32x4.mul(f32x4.splat(-2), t), missOf(y, t));
  if (form == POISSON) return f32x4.sub(f32x4.splat(1), f32x4.div(t, rateOf(y)));
  const outside = v128.or(f32x4.lt(y, f32x4.splat(EPSILON)), f32x4.gt(y, f32x4.splat(1)));
  return v128.andnot(f32x4.neg(f32x4.div(t, y)), v128.or(outside, f32x4.eq(t, zero)));
}

/**
 * With m = 1 − e^−|d|: ln(1 + m²/(2(1 − m))) near 0, where the other form would take ln 2 from ln 2,
 * and |d| − ln 2 + ln(1 + (1 − m)²) from 1 on.
 */
// @ts-ignore: decorator
@inline
function lnCosh(d: v128): v128 {
  const size = f32x4.abs(d), one = f32x4.splat(1);
  const m = f32x4.neg(expm1OfNegative(negativeAbs(d)));
  const e = f32x4.sub(one, m);
  const near = f32x4.lt(size, one);
  const excess = f32x4.div(f32x4.mul(m, m), f32x4.add(e, e));
  const logarithm = log1p(v128.bitselect(excess, f32x4.mul(e, e), near));
  const rest = v128.andnot(f32x4.sub(size, f32x4.splat(LN2)), near);
  return f32x4.add(rest, logarithm);
}

// @ts-ignore: decorator
@inline
function missOf(y: v128, t: v128): v128 {
  return f32x4.pmax(f32x4.sub(f32x4.splat(1), f32x4.mul(t, y)), f32x4.splat(0));
}

/** y + ε; NaN where that is not above 0. */
// @ts-ignore: decorator
@inline
function rateOf(y: v128): v128 {
  const rate = f32x4.add(y, f32x4.splat(EPSILON));
  return v128.or(rate, f32x4.le(rate, f32x4.splat(0)));
}

// @ts-ignore: decorator
@inline
function clipped(y: v128): v128 {
  return f32x4.pmin(f32x4.pmax(y, f32x4.splat(EPSILON)), f32x4.splat(1));
}

// Probabilities clipped as src/kernels/cross-entropy says, and their logarithms.
import { ln } from "./float32";

const LEAST: f32 = 1e-7;
const MOST: f32 = 0.99999988079071044921875;

/** ln takes NaN for a number; adding x − x gives it back. */
// @ts-ignore: decorator
@inline
export function lnOrNaN(x: v128): v128 {
  return f32x4.add(ln(x), f32x4.sub(x, x));
}

/** ln of p clipped to [LEAST, MOST]; NaN passes. */
// @ts-ignore: decorator
@inline
export function lnOfClipped(p: v128): v128 {
  return lnOrNaN(clipped(p));
}

// @ts-ignore: decorator
@inline
export function clipped(p: v128): v128 {
  return f32x4.pmin(f32x4.pmax(p, f32x4.splat(LEAST)), f32x4.splat(MOST));
}

// @ts-ignore: decorator
@inline
export function isClipped(p: v128): v128 {
  return v128.or(f32x4.lt(p, f32x4.splat(LEAST)), f32x4.gt(p, f32x4.splat(MOST)));
}

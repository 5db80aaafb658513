// Running means of gradients and of their squares, as optimizers keep them. Without gradient they
// decay until they or their products are denormal, and those are slow: below LEAST they become 0.

/** 2⁻¹¹⁶ */
const LEAST: f32 = 1.2037062152420224e-35;

/** m + rate·(x − m), for means of either sign. */
// @ts-ignore: decorator
@inline
export function meanOf(m: v128, x: v128, rate: v128): v128 {
  m = f32x4.add(m, f32x4.mul(rate, f32x4.sub(x, m)));
  return v128.andnot(m, f32x4.lt(f32x4.abs(m), f32x4.splat(LEAST)));
}

/** v + rate·(x² − v). */
// @ts-ignore: decorator
@inline
export function meanSquareOf(v: v128, x: v128, rate: v128): v128 {
  return vanishing(f32x4.add(v, f32x4.mul(rate, f32x4.sub(f32x4.mul(x, x), v))));
}

/** x ≥ 0, or 0 where it is too small to matter. */
// @ts-ignore: decorator
@inline
export function vanishing(x: v128): v128 {
  return v128.andnot(x, f32x4.lt(x, f32x4.splat(LEAST)));
}

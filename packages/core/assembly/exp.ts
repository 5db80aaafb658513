// The exponential family of four float32.
//
//     x = k·ln 2 + r    |r| ≤ ½·ln 2    eʳ − 1 = r + r²·Q(r)    eˣ = 2ᵏ·(1 + (eʳ − 1))
//
// Q is the minimax polynomial of degree 4 for the relative error of eʳ − 1, 2⁻²⁶. Measured over all
// of the range: exp 1.0 ulp, sigmoid 2.0, tanh 2.0. NaN passes every function.

// Coefficients stand in memory: V8 11 is slow with many vector constants.
const LOG2E: usize = memory.data<f32>([
  1.4426950408889634,
  // Adding it leaves k + 127 in the low bits of the sum.
  12583039,
  // ln 2 in two parts, the first of 9 bits: its product with k is exact.
  0.693359375, -2.12194440e-4,
  // Q, highest power first.
  1.3946496748675691e-3, 8.366610614076295e-3, 4.16662814019766e-2, 0.16666542793730846, 0.5000000062086629,
  // From here on 2ᵏ is 0.
  -88,
]);

/** k + 127 in the low bits. */
// @ts-ignore: decorator
@inline
function exponent(x: v128): v128 {
  return f32x4.add(f32x4.mul(x, v128.load32_splat(LOG2E)), v128.load32_splat(LOG2E, 4));
}

/** 2ᵏ; 0 for k = −127. */
// @ts-ignore: decorator
@inline
function power(exponent: v128): v128 {
  return i32x4.shl(exponent, 23);
}

/** eʳ − 1. */
// @ts-ignore: decorator
@inline
function rest(x: v128, exponent: v128): v128 {
  const k = f32x4.sub(exponent, v128.load32_splat(LOG2E, 4));
  let r = f32x4.sub(x, f32x4.mul(k, v128.load32_splat(LOG2E, 8)));
  r = f32x4.sub(r, f32x4.mul(k, v128.load32_splat(LOG2E, 12)));
  let q = f32x4.add(f32x4.mul(r, v128.load32_splat(LOG2E, 16)), v128.load32_splat(LOG2E, 20));
  q = f32x4.add(f32x4.mul(r, q), v128.load32_splat(LOG2E, 24));
  q = f32x4.add(f32x4.mul(r, q), v128.load32_splat(LOG2E, 28));
  q = f32x4.add(f32x4.mul(r, q), v128.load32_splat(LOG2E, 32));
  return f32x4.add(r, f32x4.mul(f32x4.mul(r, r), q));
}

/** eˣ for x ≤ 0. Results below 2⁻¹²⁶·√½ are 0: denormal numbers are slow in whatever comes next. */
// @ts-ignore: decorator
@inline
export function expOfNegative(x: v128): v128 {
  x = f32x4.pmax(x, v128.load32_splat(LOG2E, 36));
  const k = exponent(x);
  return f32x4.mul(power(k), f32x4.add(f32x4.splat(1), rest(x, k)));
}

/** −|x|. */
// @ts-ignore: decorator
@inline
export function negativeAbs(x: v128): v128 {
  return v128.or(x, i32x4.splat(0x80000000));
}

/** σ(x) from e = e^−|x|: 1/(1 + e), or e/(1 + e) for negative x. */
// @ts-ignore: decorator
@inline
export function sigmoidFrom(x: v128, e: v128): v128 {
  const one = f32x4.splat(1);
  return f32x4.div(v128.bitselect(e, one, i32x4.shr_s(x, 31)), f32x4.add(one, e));
}

/** With e = e^(−2|x|) − 1, which is exact in relative terms around 0: tanh |x| = −e/(e + 2). */
// @ts-ignore: decorator
@inline
export function tanhOf(x: v128): v128 {
  let z = negativeAbs(x);
  z = f32x4.pmax(f32x4.add(z, z), v128.load32_splat(LOG2E, 36));
  const k = exponent(z);
  const scale = power(k);
  const e = f32x4.add(f32x4.mul(scale, rest(z, k)), f32x4.sub(scale, f32x4.splat(1)));
  const y = f32x4.div(e, f32x4.add(e, f32x4.splat(2)));
  return v128.bitselect(y, x, i32x4.splat(0x7fffffff));
}

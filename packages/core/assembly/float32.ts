// Elementary functions of four float32: operation for operation those of
// src/kernels/fill/float32.ts, so that both give the same bits.

// Coefficients stand in memory: V8 11 is slow with many vector constants.
const LN: usize = memory.data<f32>([0.2987169623374939, 0.3997754454612732, 0.6666677594184875, 0.6931471824645996]);
const SINE: usize = memory.data<f32>([-0.00019517296459525824, 0.008332177996635437, -0.16666655242443085]);
const COSINE: usize = memory.data<f32>([2.4438488253508694e-5, -0.001388736767694354, 0.04166664555668831]);
const CENTRAL: usize = memory.data<f32>([
  8.071567947354197e-8, 9.722048162075225e-7, -9.981235962186474e-6, -1.2436007637006696e-5,
  0.0006183009827509522, -0.0035460200160741806, -0.011816343292593956, 0.697605311870575,
  4.246627330780029,
]);
const TAIL: usize = memory.data<f32>([
  8.739134788513184, -20.705177307128906, 20.583967208862305, -12.322442054748535,
  5.517986297607422, -1.586442232131958, -0.04719081148505211, 1.414854884147644,
]);

const SQRT_HALF = 0x3f3504f3;

/** x·p + the coefficient at `at`, rounded twice. */
// @ts-ignore: decorator
@inline
function step(x: v128, p: v128, at: usize): v128 {
  return f32x4.add(f32x4.mul(x, p), v128.load32_splat(at));
}

// @ts-ignore: decorator
@inline
export function ln(x: v128): v128 {
  const shifted = i32x4.sub(x, i32x4.splat(SQRT_HALF));
  const m = i32x4.add(v128.and(shifted, i32x4.splat(0x7fffff)), i32x4.splat(SQRT_HALF));
  const one = f32x4.splat(1);
  const s = f32x4.div(f32x4.sub(m, one), f32x4.add(m, one));
  const z = f32x4.mul(s, s);
  let p = step(z, v128.load32_splat(LN), LN + 4);
  p = step(z, p, LN + 8);
  p = f32x4.add(f32x4.mul(z, p), f32x4.splat(2));
  const k = f32x4.convert_i32x4_s(i32x4.shr_s(shifted, 23));
  return f32x4.add(f32x4.mul(k, v128.load32_splat(LN + 12)), f32x4.mul(s, p));
}

// @ts-ignore: decorator
@inline
export function sine(x: v128): v128 {
  const z = f32x4.mul(x, x);
  let p = step(z, v128.load32_splat(SINE), SINE + 4);
  p = step(z, p, SINE + 8);
  return f32x4.add(x, f32x4.mul(f32x4.mul(x, z), p));
}

// @ts-ignore: decorator
@inline
export function cosine(x: v128): v128 {
  const z = f32x4.mul(x, x);
  let p = step(z, v128.load32_splat(COSINE), COSINE + 4);
  p = step(z, p, COSINE + 8);
  p = f32x4.add(f32x4.mul(z, p), f32x4.splat(-0.5));
  return f32x4.add(f32x4.mul(z, p), f32x4.splat(1));
}

/** The quantile of the normal from h = p − ½ and q = min(p, 1 − p). */
// @ts-ignore: decorator
@inline
export function normalQuantile(h: v128, q: v128): v128 {
  const product = f32x4.mul(q, f32x4.sub(f32x4.splat(1), q));
  const w = f32x4.neg(ln(f32x4.mul(product, f32x4.splat(4))));
  const v = f32x4.sub(w, f32x4.splat(2.5));
  let c = step(v, v128.load32_splat(CENTRAL), CENTRAL + 4);
  c = step(v, c, CENTRAL + 8);
  c = step(v, c, CENTRAL + 12);
  c = step(v, c, CENTRAL + 16);
  c = step(v, c, CENTRAL + 20);
  c = step(v, c, CENTRAL + 24);
  c = step(v, c, CENTRAL + 28);
  c = step(v, c, CENTRAL + 32);
  const z = f32x4.mul(h, c);
  const inTail = f32x4.ge(w, f32x4.splat(5));
  return v128.any_true(inTail) ? v128.bitselect(tail(h, w), z, inTail) : z;
}

function tail(h: v128, w: v128): v128 {
  // Lanes outside the tail may hold w = −0 or less: their results are dropped.
  const s = f32x4.sqrt(w);
  const v = f32x4.div(f32x4.splat(1), s);
  let t = step(v, v128.load32_splat(TAIL), TAIL + 4);
  t = step(v, t, TAIL + 8);
  t = step(v, t, TAIL + 12);
  t = step(v, t, TAIL + 16);
  t = step(v, t, TAIL + 20);
  t = step(v, t, TAIL + 24);
  t = step(v, t, TAIL + 28);
  return v128.or(f32x4.mul(s, t), v128.and(h, i32x4.splat(0x80000000)));
}

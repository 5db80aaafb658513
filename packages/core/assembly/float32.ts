// Elementary functions of four float32: operation for operation those of
// src/kernels/fill/float32.ts, so that both give the same bits.

// Coefficients stand in memory: V8 11 is slow with many vector constants.
const LN: usize = memory.data<f32>([0.2987169623374939, 0.3997754454612732, 0.6666677594184875, 0.6931471824645996]);
const SINE: usize = memory.data<f32>([-0.00019517296459525824, 0.008332177996635437, -0.16666655242443085]);
const COSINE: usize = memory.data<f32>([2.4438488253508694e-5, -0.001388736767694354, 0.04166664555668831]);
const CENTRAL_P: usize = memory.data<f32>([4097.0673828125, 11232.3857421875, 3382.385009765625, 238.94332885742188, 4.2395734786987305]);
const CENTRAL_Q: usize = memory.data<f32>([4730.12939453125, 5404.58935546875, 1123.389404296875, 64.30036163330078, 1]);
const TAIL: usize = memory.data<f32>([
  -99.24851989746094, 205.119384765625, -187.46363830566406, 101.0091323852539,
  -36.82394027709961, 10.631789207458496, -3.5812346935272217, -0.050237227231264114, 1.0005271434783936,
]);
const ONE: usize = memory.data<f32>([1, 2, -0.5, -2, 0.22927024960517883, 2.0199999809265137]);
const TWO = ONE + 4, MINUS_HALF = ONE + 8, MINUS_TWO = ONE + 12, EDGE = ONE + 16, FAR = ONE + 20;
const SQRT_HALF: usize = memory.data<u32>([0x3f3504f3]);
const MANTISSA: usize = memory.data<u32>([0x7fffff]);
const SIGN: usize = memory.data<u32>([0x80000000]);

/** x·p + the coefficient at `at`, rounded twice. */
// @ts-ignore: decorator
@inline
function step(x: v128, p: v128, at: usize): v128 {
  return f32x4.add(f32x4.mul(x, p), v128.load32_splat(at));
}

// @ts-ignore: decorator
@inline
export function ln(x: v128): v128 {
  const shifted = i32x4.sub(x, v128.load32_splat(SQRT_HALF));
  const m = i32x4.add(v128.and(shifted, v128.load32_splat(MANTISSA)), v128.load32_splat(SQRT_HALF));
  const one = v128.load32_splat(ONE);
  const s = f32x4.div(f32x4.sub(m, one), f32x4.add(m, one));
  const z = f32x4.mul(s, s);
  let p = step(z, v128.load32_splat(LN), LN + 4);
  p = step(z, p, LN + 8);
  p = f32x4.add(f32x4.mul(z, p), v128.load32_splat(TWO));
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
  p = f32x4.add(f32x4.mul(z, p), v128.load32_splat(MINUS_HALF));
  return f32x4.add(f32x4.mul(z, p), v128.load32_splat(ONE));
}

/** Φ⁻¹(½ + h) where that is not far. */
// @ts-ignore: decorator
@inline
export function centralQuantile(h: v128): v128 {
  const t = f32x4.sub(v128.load32_splat(EDGE), f32x4.mul(h, h));
  let p = step(t, v128.load32_splat(CENTRAL_P), CENTRAL_P + 4);
  p = step(t, p, CENTRAL_P + 8);
  p = step(t, p, CENTRAL_P + 12);
  p = step(t, p, CENTRAL_P + 16);
  let q = step(t, v128.load32_splat(CENTRAL_Q), CENTRAL_Q + 4);
  q = step(t, q, CENTRAL_Q + 8);
  q = step(t, q, CENTRAL_Q + 12);
  q = step(t, q, CENTRAL_Q + 16);
  return f32x4.mul(h, f32x4.div(p, q));
}

/** All ones where a quantile lies in the tail; the central one tells, right or not. */
// @ts-ignore: decorator
@inline
export function isFar(z: v128): v128 {
  return f32x4.gt(f32x4.abs(z), v128.load32_splat(FAR));
}

/** Φ⁻¹ where it is far, from q = min(p, 1 − p) and the sign of h. */
// @ts-ignore: decorator
@inline
export function tailQuantile(h: v128, q: v128): v128 {
  const s = f32x4.sqrt(f32x4.mul(ln(q), v128.load32_splat(MINUS_TWO)));
  const v = f32x4.div(v128.load32_splat(ONE), s);
  let t = step(v, v128.load32_splat(TAIL), TAIL + 4);
  t = step(v, t, TAIL + 8);
  t = step(v, t, TAIL + 12);
  t = step(v, t, TAIL + 16);
  t = step(v, t, TAIL + 20);
  t = step(v, t, TAIL + 24);
  t = step(v, t, TAIL + 28);
  t = step(v, t, TAIL + 32);
  return v128.or(f32x4.mul(s, t), v128.and(h, v128.load32_splat(SIGN)));
}

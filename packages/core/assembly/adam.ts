// Adam. Contract: src/kernels/adam.
import { put } from "./lanes";

export function adam(
  n: i32, w: usize, g: usize, m: usize, v: usize, stepSize: f32, beta1: f64, beta2: f64, epsilon: f32,
): void {
  w <<= 2;
  g <<= 2;
  m <<= 2;
  v <<= 2;
  const rate1 = f32x4.splat(f32(1 - beta1)), rate2 = f32x4.splat(f32(1 - beta2));
  const step = f32x4.splat(stepSize), eps = f32x4.splat(epsilon);
  const magnitude = i32x4.splat(0x7fffffff);
  // Without gradient, moments decay until they or their products are denormal, and those are slow.
  const least = f32x4.splat(LEAST);
  // Two vectors at once: 0.8 of the time of one by one, V8 11; square root and division overlap.
  for (; n >= 8; n -= 8) {
    const g0 = v128.load(g), g1 = v128.load(g, 16);
    const v0 = second(v128.load(v), g0, rate2, least), v1 = second(v128.load(v, 16), g1, rate2, least);
    const root0 = f32x4.add(f32x4.sqrt(v0), eps), root1 = f32x4.add(f32x4.sqrt(v1), eps);
    const m0 = first(v128.load(m), g0, rate1, magnitude, least);
    const m1 = first(v128.load(m, 16), g1, rate1, magnitude, least);
    const w0 = f32x4.sub(v128.load(w), f32x4.div(f32x4.mul(step, m0), root0));
    const w1 = f32x4.sub(v128.load(w, 16), f32x4.div(f32x4.mul(step, m1), root1));
    v128.store(m, m0);
    v128.store(m, m1, 16);
    v128.store(v, v0);
    v128.store(v, v1, 16);
    v128.store(w, w0);
    v128.store(w, w1, 16);
    w += 32;
    g += 32;
    m += 32;
    v += 32;
  }
  for (; n > 0; n -= 4) {
    const gradient = v128.load(g);
    const square = second(v128.load(v), gradient, rate2, least);
    const mean = first(v128.load(m), gradient, rate1, magnitude, least);
    const change = f32x4.div(f32x4.mul(step, mean), f32x4.add(f32x4.sqrt(square), eps));
    put(m, mean, n);
    put(v, square, n);
    put(w, f32x4.sub(v128.load(w), change), n);
    w += 16;
    g += 16;
    m += 16;
    v += 16;
  }
}

/** 2⁻¹¹⁶ */
const LEAST: f32 = 1.2037062152420224e-35;

// @ts-ignore: decorator
@inline
function first(m: v128, g: v128, rate: v128, magnitude: v128, least: v128): v128 {
  m = f32x4.add(m, f32x4.mul(rate, f32x4.sub(g, m)));
  return v128.andnot(m, f32x4.lt(v128.and(m, magnitude), least));
}

// @ts-ignore: decorator
@inline
function second(v: v128, g: v128, rate: v128, least: v128): v128 {
  v = f32x4.add(v, f32x4.mul(rate, f32x4.sub(f32x4.mul(g, g), v)));
  return v128.andnot(v, f32x4.lt(v, least));
}

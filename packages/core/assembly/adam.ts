// Adam, AMSGrad and NAdam. Contract: src/kernels/adam.
import { put } from "./lanes";
import { meanOf, meanSquareOf } from "./moments";

export function adam(
  n: i32, w: usize, g: usize, m: usize, v: usize, stepSize: f32, beta1: f64, beta2: f64, epsilon: f32,
): void {
  w <<= 2;
  g <<= 2;
  m <<= 2;
  v <<= 2;
  const rate1 = f32x4.splat(f32(1 - beta1)), rate2 = f32x4.splat(f32(1 - beta2));
  const step = f32x4.splat(stepSize), eps = f32x4.splat(epsilon);
  // Two vectors at once: 0.8 of the time of one by one, V8 11; square root and division overlap.
  for (; n >= 8; n -= 8) {
    const g0 = v128.load(g), g1 = v128.load(g, 16);
    const v0 = meanSquareOf(v128.load(v), g0, rate2), v1 = meanSquareOf(v128.load(v, 16), g1, rate2);
    const root0 = f32x4.add(f32x4.sqrt(v0), eps), root1 = f32x4.add(f32x4.sqrt(v1), eps);
    const m0 = meanOf(v128.load(m), g0, rate1);
    const m1 = meanOf(v128.load(m, 16), g1, rate1);
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
    const square = meanSquareOf(v128.load(v), gradient, rate2);
    const mean = meanOf(v128.load(m), gradient, rate1);
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

export function amsgrad(
  n: i32, w: usize, g: usize, m: usize, v: usize, most: usize, stepSize: f32, beta1: f64, beta2: f64,
  epsilon: f32,
): void {
  w <<= 2;
  g <<= 2;
  m <<= 2;
  v <<= 2;
  most <<= 2;
  const rate1 = f32x4.splat(f32(1 - beta1)), rate2 = f32x4.splat(f32(1 - beta2));
  const step = f32x4.splat(stepSize), eps = f32x4.splat(epsilon);
  for (; n > 0; n -= 4) {
    const gradient = v128.load(g);
    const square = meanSquareOf(v128.load(v), gradient, rate2);
    const largest = f32x4.max(v128.load(most), square);
    const mean = meanOf(v128.load(m), gradient, rate1);
    const change = f32x4.div(f32x4.mul(step, mean), f32x4.add(f32x4.sqrt(largest), eps));
    put(m, mean, n);
    put(v, square, n);
    put(most, largest, n);
    put(w, f32x4.sub(v128.load(w), change), n);
    w += 16;
    g += 16;
    m += 16;
    v += 16;
    most += 16;
  }
}

export function nadam(
  n: i32, w: usize, g: usize, m: usize, v: usize, meanStep: f32, gradientStep: f32, beta1: f64,
  beta2: f64, epsilon: f32,
): void {
  w <<= 2;
  g <<= 2;
  m <<= 2;
  v <<= 2;
  const rate1 = f32x4.splat(f32(1 - beta1)), rate2 = f32x4.splat(f32(1 - beta2));
  const ofMean = f32x4.splat(meanStep), ofGradient = f32x4.splat(gradientStep);
  const eps = f32x4.splat(epsilon);
  for (; n > 0; n -= 4) {
    const gradient = v128.load(g);
    const square = meanSquareOf(v128.load(v), gradient, rate2);
    const mean = meanOf(v128.load(m), gradient, rate1);
    const direction = f32x4.add(f32x4.mul(ofMean, mean), f32x4.mul(ofGradient, gradient));
    put(m, mean, n);
    put(v, square, n);
    put(w, f32x4.sub(v128.load(w), f32x4.div(direction, f32x4.add(f32x4.sqrt(square), eps))), n);
    w += 16;
    g += 16;
    m += 16;
    v += 16;
  }
}

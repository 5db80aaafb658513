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
  const least = f32x4.splat(1.1754943508222875e-38);
  for (; n > 0; n -= 4) {
    const gradient = v128.load(g);
    let mean = v128.load(m), square = v128.load(v);
    mean = f32x4.add(mean, f32x4.mul(rate1, f32x4.sub(gradient, mean)));
    square = f32x4.add(square, f32x4.mul(rate2, f32x4.sub(f32x4.mul(gradient, gradient), square)));
    // Moments of weights whose gradient stays 0 decay into denormal numbers, and those are slow.
    mean = v128.andnot(mean, f32x4.lt(f32x4.abs(mean), least));
    square = v128.andnot(square, f32x4.lt(square, least));
    put(m, mean, n);
    put(v, square, n);
    const change = f32x4.div(f32x4.mul(step, mean), f32x4.add(f32x4.sqrt(square), eps));
    put(w, f32x4.sub(v128.load(w), change), n);
    w += 16;
    g += 16;
    m += 16;
    v += 16;
  }
}

// Adamax. Contract: src/kernels/adamax.
import { put } from "./lanes";
import { meanOf, vanishing } from "./moments";

export function adamax(
  n: i32, w: usize, g: usize, m: usize, u: usize, stepSize: f32, beta1: f64, beta2: f32, epsilon: f32,
): void {
  w <<= 2;
  g <<= 2;
  m <<= 2;
  u <<= 2;
  const rate = f32x4.splat(f32(1 - beta1)), decay = f32x4.splat(beta2);
  const step = f32x4.splat(stepSize), eps = f32x4.splat(epsilon);
  for (; n > 0; n -= 4) {
    const gradient = v128.load(g);
    const mean = meanOf(v128.load(m), gradient, rate);
    const largest = vanishing(f32x4.max(f32x4.mul(decay, v128.load(u)), f32x4.abs(gradient)));
    put(m, mean, n);
    put(u, largest, n);
    const change = f32x4.div(f32x4.mul(step, mean), f32x4.add(largest, eps));
    put(w, f32x4.sub(v128.load(w), change), n);
    w += 16;
    g += 16;
    m += 16;
    u += 16;
  }
}

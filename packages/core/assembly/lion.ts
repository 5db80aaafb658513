// Lion. Contract: src/kernels/lion.
import { put } from "./lanes";
import { meanOf } from "./moments";

export function lion(
  n: i32, w: usize, g: usize, m: usize, learningRate: f32, beta1: f64, beta2: f64,
): void {
  w <<= 2;
  g <<= 2;
  m <<= 2;
  const rate1 = f32x4.splat(f32(1 - beta1)), rate2 = f32x4.splat(f32(1 - beta2));
  const eta = f32x4.splat(learningRate), zero = f32x4.splat(0);
  for (; n > 0; n -= 4) {
    const gradient = v128.load(g);
    const mean = v128.load(m);
    const towards = f32x4.add(mean, f32x4.mul(rate1, f32x4.sub(gradient, mean)));
    const up = v128.and(eta, f32x4.gt(towards, zero)), down = v128.and(eta, f32x4.lt(towards, zero));
    put(m, meanOf(mean, gradient, rate2), n);
    put(w, f32x4.add(f32x4.sub(v128.load(w), up), down), n);
    w += 16;
    g += 16;
    m += 16;
  }
}

// RMSprop. Contract: src/kernels/rmsprop.
import { put } from "./lanes";
import { meanOf, meanSquareOf } from "./moments";

export function rmsprop(
  n: i32, w: usize, g: usize, v: usize, mean: usize, velocity: usize, learningRate: f32, rho: f64,
  epsilon: f32, momentum: f32,
): void {
  w <<= 2;
  g <<= 2;
  v <<= 2;
  mean <<= 2;
  velocity <<= 2;
  const eta = f32x4.splat(learningRate), rate = f32x4.splat(f32(1 - rho));
  const eps = f32x4.splat(epsilon), mu = f32x4.splat(momentum);
  for (; n > 0; n -= 4) {
    const gradient = v128.load(g);
    const square = meanSquareOf(v128.load(v), gradient, rate);
    put(v, square, n);
    let variance = square;
    if (mean) {
      const centre = meanOf(v128.load(mean), gradient, rate);
      put(mean, centre, n);
      variance = f32x4.max(f32x4.sub(square, f32x4.mul(centre, centre)), f32x4.splat(0));
      mean += 16;
    }
    let step = f32x4.div(gradient, f32x4.add(f32x4.sqrt(variance), eps));
    if (velocity) {
      step = f32x4.add(f32x4.mul(mu, v128.load(velocity)), step);
      put(velocity, step, n);
      velocity += 16;
    }
    put(w, f32x4.sub(v128.load(w), f32x4.mul(eta, step)), n);
    w += 16;
    g += 16;
    v += 16;
  }
}

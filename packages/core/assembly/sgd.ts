// Stochastic gradient descent. Contract: src/kernels/sgd.
import { put } from "./lanes";

export function sgd(
  n: i32, w: usize, g: usize, velocity: usize, learningRate: f32, momentum: f32, nesterov: i32,
): void {
  w <<= 2;
  g <<= 2;
  velocity <<= 2;
  const eta = f32x4.splat(learningRate);
  if (velocity == 0) {
    for (; n > 0; n -= 4) {
      put(w, f32x4.sub(v128.load(w), f32x4.mul(eta, v128.load(g))), n);
      w += 16;
      g += 16;
    }
    return;
  }
  const mu = f32x4.splat(momentum);
  for (; n > 0; n -= 4) {
    const gradient = v128.load(g);
    const v = f32x4.add(f32x4.mul(mu, v128.load(velocity)), gradient);
    const direction = nesterov ? f32x4.add(gradient, f32x4.mul(mu, v)) : v;
    put(velocity, v, n);
    put(w, f32x4.sub(v128.load(w), f32x4.mul(eta, direction)), n);
    w += 16;
    g += 16;
    velocity += 16;
  }
}

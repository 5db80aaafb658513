/**
 * Losses that are sums of one term for each of `n` elements, as means times `weight`, and their
 * gradients. `loss` is one element; d = y − t.
 *
 *     L = (w/n) Σ term        dy = (w/n)·slope
 *
 *     absoluteError    |d|                                 sign(d), 0 at 0
 *     huber            ½d², beyond ±δ δ·(|d| − ½δ)         d, clamped to ±δ
 *     logCosh          ln cosh d                           tanh d
 *     hinge            max(1 − t·y, 0)                     −t, 0 from t·y = 1 on
 *     squaredHinge     max(1 − t·y, 0)²                    −2t·max(1 − t·y, 0)
 *     poisson          y − t·ln(y + ε)                     1 − t/(y + ε)          ε = 1e-7; NaN for y ≤ −ε
 *     divergence       t·ln(t/clip(y)), 0 for t = 0        −t/y, 0 where y is clipped to [1e-7, 1]
 *
 * `divergence` is for t ≥ 0. A gradient at 0 is left out; it may overwrite `y`. Terms are summed in
 * float64.
 */
export interface PointwiseLoss {
  absoluteError(n: number, y: number, t: number, dy: number, loss: number, weight: number): void;
  huber(
    n: number, y: number, t: number, dy: number, loss: number, weight: number, delta: number,
  ): void; // biome-ignore format: as its neighbours
  logCosh(n: number, y: number, t: number, dy: number, loss: number, weight: number): void;
  hinge(n: number, y: number, t: number, dy: number, loss: number, weight: number): void;
  squaredHinge(n: number, y: number, t: number, dy: number, loss: number, weight: number): void;
  poisson(n: number, y: number, t: number, dy: number, loss: number, weight: number): void;
  divergence(n: number, y: number, t: number, dy: number, loss: number, weight: number): void;
}

/** Keras' epsilon, rounded to float32. */
export const EPSILON = Math.fround(1e-7);

/**
 * Mean squared error over `n` elements, times `weight`, and its gradient. `loss` is one element.
 *
 *     L = (w/n) Σ (y − t)²        dy = 2·w·(y − t)/n
 *
 * A gradient at 0 is left out; it may overwrite `y`. Losses are summed in float64.
 */
export interface MeanSquaredError {
  meanSquaredError(n: number, y: number, t: number, dy: number, loss: number, weight: number): void;
}

/**
 * The hyperbolic tangent over `n` elements; results may overwrite operands.
 *
 *     y = tanh x        dx = dy·(1 − y²)
 *
 * Exactly ±1 far out, of full relative precision around 0. NaN passes.
 */
export interface Tanh {
  tanh(n: number, x: number, y: number): void;
  tanhBackward(n: number, y: number, dy: number, dx: number): void;
}

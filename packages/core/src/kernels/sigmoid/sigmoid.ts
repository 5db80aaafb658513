/**
 * The logistic function over `n` elements; results may overwrite operands.
 *
 *     y = 1 / (1 + e^−x)        dx = dy·y·(1 − y)
 *
 * Exactly 1 and 0 far out; results below 2⁻¹²⁶ may be 0. NaN passes.
 */
export interface Sigmoid {
  sigmoid(n: number, x: number, y: number): void;
  sigmoidBackward(n: number, y: number, dy: number, dx: number): void;
}

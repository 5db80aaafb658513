/**
 * Activations of straight pieces and one quotient, over `n` elements; results may overwrite
 * operands.
 *
 *     relu6         y = min(max(x, 0), 6)               dx = 0 < y < 6 ? dy : 0
 *     hardSigmoid   y = min(max(x/6 + ½, 0), 1)         dx = 0 < y < 1 ? dy/6 : 0
 *     hardSwish     y = x·hardSigmoid(x)                dx = dy·(x ≤ −3 ? 0 : x ≥ 3 ? 1 : x/3 + ½)
 *     softsign      y = x/(1 + |x|)                     dx = dy·(1 − |y|)²
 *
 * NaN passes through forward; ±∞ give the limits.
 */
export interface Piecewise {
  relu6(n: number, x: number, y: number): void;
  relu6Backward(n: number, y: number, dy: number, dx: number): void;
  hardSigmoid(n: number, x: number, y: number): void;
  hardSigmoidBackward(n: number, y: number, dy: number, dx: number): void;
  hardSwish(n: number, x: number, y: number): void;
  hardSwishBackward(n: number, x: number, dy: number, dx: number): void;
  softsign(n: number, x: number, y: number): void;
  softsignBackward(n: number, y: number, dy: number, dx: number): void;
}

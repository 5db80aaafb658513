/** What becomes of gradients and weights around an optimizer's step. */
export interface Gradient {
  /**
   * Σ x²; not finite with a NaN or an infinity among them, nor from |x| = 1.9e19 on, whose square
   * overflows. Sums above 3e38 may be infinite.
   */
  sumOfSquares(n: number, x: number): number;
  /** out ← factor·x; `out` may be `x`. */
  scale(n: number, x: number, out: number, factor: number): void;
  /** out ← min(max(x, low), high), at infinite bounds too; NaN passes. `out` may be `x`. */
  clip(n: number, x: number, out: number, low: number, high: number): void;
  /** g ← g + l1·sign(w) + 2·l2·w: the slope of l1·Σ|w| + l2·Σw². */
  penalize(n: number, w: number, g: number, l1: number, l2: number): void;
}

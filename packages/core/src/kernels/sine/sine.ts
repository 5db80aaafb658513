/**
 * Sine of frequency ω over `n` elements; results may overwrite operands.
 *
 *     y = sin(ω·x)        dx = dy·ω·cos(ω·x)
 *
 * ω·x is rounded to float32 once, then of any size; NaN at ±∞.
 */
export interface Sine {
  sine(n: number, x: number, y: number, omega: number): void;
  sineBackward(n: number, x: number, dy: number, dx: number, omega: number): void;
}

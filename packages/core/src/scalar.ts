import { cos } from "./kernels/angle.ts";
import { powOf } from "./kernels/math.ts";

/**
 * cos x of one number, |x| < 2²⁰, for what feeds weights: the same bits everywhere, where engines
 * differ in `Math.cos`. Absolute error below 2⁻⁵⁰.
 *
 * @example cosine(0) // 1
 */
export function cosine(x: number): number {
  return cos(x);
}

/**
 * x^y of two numbers, for what feeds weights: the same bits everywhere, where engines differ in
 * `**`. Relative error below 2⁻⁴⁴ within the range of float32; special cases are those of `**`.
 *
 * @example power(4, -0.5) // 0.5
 */
export function power(x: number, y: number): number {
  return powOf(x, y);
}

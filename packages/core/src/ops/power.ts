import {
  type BinaryOperation,
  type BindBinary,
  bindBinary,
  runBinary,
} from "./elementwise-binary.ts";

/**
 * Binds out = aᵇ, element by element, with broadcasting. JavaScript's `**`: a⁰ is 1, a negative base to a fraction NaN.
 *
 * @throws for shapes that do not broadcast, and an `out` of another shape
 * @example
 * const out = zeros([2]);
 * bindPow({ out, a: tensor([1, 2]), b: tensor([3, 2]) })();
 * toNested(out) // [1, 4]
 */
export const bindPow: BindBinary = /*#__PURE__*/ bindBinary("pow");

/**
 * aᵇ, element by element, with broadcasting, into `out` or a new tensor. JavaScript's `**`: a⁰ is 1, a negative base to a fraction NaN.
 *
 * @throws for shapes that do not broadcast, and an `out` of another shape
 * @example toNested(pow(tensor([1, 2, 3]), 2)) // [1, 4, 9]
 */
export const pow: BinaryOperation = /*#__PURE__*/ runBinary("pow", bindPow);

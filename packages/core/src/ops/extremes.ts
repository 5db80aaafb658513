import {
  type BinaryOperation,
  type BindBinary,
  bindBinary,
  runBinary,
} from "./elementwise-binary.ts";

/**
 * Binds out = max(a, b), element by element, with broadcasting. NaN where an operand is.
 *
 * @throws for shapes that do not broadcast, and an `out` of another shape
 * @example
 * const out = zeros([2]);
 * bindMaximum({ out, a: tensor([1, 2]), b: tensor([3, 2]) })();
 * toNested(out) // [3, 2]
 */
export const bindMaximum: BindBinary = /*#__PURE__*/ bindBinary("maximum");

/**
 * max(a, b), element by element, with broadcasting, into `out` or a new tensor. NaN where an operand is.
 *
 * @throws for shapes that do not broadcast, and an `out` of another shape
 * @example toNested(maximum(tensor([-1, 2]), 0)) // [0, 2]
 */
export const maximum: BinaryOperation = /*#__PURE__*/ runBinary("maximum", bindMaximum);

/**
 * Binds out = min(a, b), element by element, with broadcasting. NaN where an operand is.
 *
 * @throws for shapes that do not broadcast, and an `out` of another shape
 * @example
 * const out = zeros([2]);
 * bindMinimum({ out, a: tensor([1, 2]), b: tensor([3, 2]) })();
 * toNested(out) // [1, 2]
 */
export const bindMinimum: BindBinary = /*#__PURE__*/ bindBinary("minimum");

/**
 * min(a, b), element by element, with broadcasting, into `out` or a new tensor. NaN where an operand is.
 *
 * @throws for shapes that do not broadcast, and an `out` of another shape
 * @example toNested(minimum(tensor([-1, 2]), 0)) // [-1, 0]
 */
export const minimum: BinaryOperation = /*#__PURE__*/ runBinary("minimum", bindMinimum);

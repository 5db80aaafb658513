import {
  type BinaryOperation,
  type BindBinary,
  bindBinary,
  runBinary,
} from "./elementwise-binary.ts";

/**
 * Binds out = a = b ? 1 : 0, element by element, with broadcasting. NaN equals nothing.
 *
 * @throws for shapes that do not broadcast, and an `out` of another shape
 * @example
 * const out = zeros([2]);
 * bindEqual({ out, a: tensor([1, 2]), b: tensor([3, 2]) })();
 * toNested(out) // [0, 1]
 */
export const bindEqual: BindBinary = /*#__PURE__*/ bindBinary("equal");

/**
 * a = b ? 1 : 0, element by element, with broadcasting, into `out` or a new tensor. NaN equals nothing.
 *
 * @throws for shapes that do not broadcast, and an `out` of another shape
 * @example toNested(equal(tensor([1, 2, 3]), 2)) // [0, 1, 0]
 */
export const equal: BinaryOperation = /*#__PURE__*/ runBinary("equal", bindEqual);

/**
 * Binds out = a ≠ b ? 1 : 0, element by element, with broadcasting. NaN differs from everything.
 *
 * @throws for shapes that do not broadcast, and an `out` of another shape
 * @example
 * const out = zeros([2]);
 * bindNotEqual({ out, a: tensor([1, 2]), b: tensor([3, 2]) })();
 * toNested(out) // [1, 0]
 */
export const bindNotEqual: BindBinary = /*#__PURE__*/ bindBinary("notEqual");

/**
 * a ≠ b ? 1 : 0, element by element, with broadcasting, into `out` or a new tensor. NaN differs from everything.
 *
 * @throws for shapes that do not broadcast, and an `out` of another shape
 * @example toNested(notEqual(tensor([1, 2, 3]), 2)) // [1, 0, 1]
 */
export const notEqual: BinaryOperation = /*#__PURE__*/ runBinary("notEqual", bindNotEqual);

/**
 * Binds out = a > b ? 1 : 0, element by element, with broadcasting.
 *
 * @throws for shapes that do not broadcast, and an `out` of another shape
 * @example
 * const out = zeros([2]);
 * bindGreater({ out, a: tensor([1, 2]), b: tensor([3, 2]) })();
 * toNested(out) // [0, 0]
 */
export const bindGreater: BindBinary = /*#__PURE__*/ bindBinary("greater");

/**
 * a > b ? 1 : 0, element by element, with broadcasting, into `out` or a new tensor.
 *
 * @throws for shapes that do not broadcast, and an `out` of another shape
 * @example toNested(greater(tensor([1, 2, 3]), 2)) // [0, 0, 1]
 */
export const greater: BinaryOperation = /*#__PURE__*/ runBinary("greater", bindGreater);

/**
 * Binds out = a ≥ b ? 1 : 0, element by element, with broadcasting.
 *
 * @throws for shapes that do not broadcast, and an `out` of another shape
 * @example
 * const out = zeros([2]);
 * bindGreaterEqual({ out, a: tensor([1, 2]), b: tensor([3, 2]) })();
 * toNested(out) // [0, 1]
 */
export const bindGreaterEqual: BindBinary = /*#__PURE__*/ bindBinary("greaterEqual");

/**
 * a ≥ b ? 1 : 0, element by element, with broadcasting, into `out` or a new tensor.
 *
 * @throws for shapes that do not broadcast, and an `out` of another shape
 * @example toNested(greaterEqual(tensor([1, 2, 3]), 2)) // [0, 1, 1]
 */
export const greaterEqual: BinaryOperation = /*#__PURE__*/ runBinary(
  "greaterEqual",
  bindGreaterEqual,
);

/**
 * Binds out = a < b ? 1 : 0, element by element, with broadcasting.
 *
 * @throws for shapes that do not broadcast, and an `out` of another shape
 * @example
 * const out = zeros([2]);
 * bindLess({ out, a: tensor([1, 2]), b: tensor([3, 2]) })();
 * toNested(out) // [1, 0]
 */
export const bindLess: BindBinary = /*#__PURE__*/ bindBinary("less");

/**
 * a < b ? 1 : 0, element by element, with broadcasting, into `out` or a new tensor.
 *
 * @throws for shapes that do not broadcast, and an `out` of another shape
 * @example toNested(less(tensor([1, 2, 3]), 2)) // [1, 0, 0]
 */
export const less: BinaryOperation = /*#__PURE__*/ runBinary("less", bindLess);

/**
 * Binds out = a ≤ b ? 1 : 0, element by element, with broadcasting.
 *
 * @throws for shapes that do not broadcast, and an `out` of another shape
 * @example
 * const out = zeros([2]);
 * bindLessEqual({ out, a: tensor([1, 2]), b: tensor([3, 2]) })();
 * toNested(out) // [1, 1]
 */
export const bindLessEqual: BindBinary = /*#__PURE__*/ bindBinary("lessEqual");

/**
 * a ≤ b ? 1 : 0, element by element, with broadcasting, into `out` or a new tensor.
 *
 * @throws for shapes that do not broadcast, and an `out` of another shape
 * @example toNested(lessEqual(tensor([1, 2, 3]), 2)) // [1, 1, 0]
 */
export const lessEqual: BinaryOperation = /*#__PURE__*/ runBinary("lessEqual", bindLessEqual);

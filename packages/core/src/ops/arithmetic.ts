import {
  type BinaryOperation,
  type BindBinary,
  bindBinary,
  runBinary,
} from "./elementwise-binary.ts";

/**
 * Binds out = a + b, element by element, with broadcasting.
 *
 * @throws for shapes that do not broadcast, and an `out` of another shape
 * @example
 * const out = zeros([2]);
 * bindAdd({ out, a: tensor([1, 2]), b: tensor([3, 2]) })();
 * toNested(out) // [4, 4]
 */
export const bindAdd: BindBinary = /*#__PURE__*/ bindBinary("add");

/**
 * a + b, element by element, with broadcasting, into `out` or a new tensor.
 *
 * @throws for shapes that do not broadcast, and an `out` of another shape
 * @example toNested(add(tensor([[1], [2]]), tensor([10, 20]))) // [[11, 21], [12, 22]]
 */
export const add: BinaryOperation = /*#__PURE__*/ runBinary("add", bindAdd);

/**
 * Binds out = a − b, element by element, with broadcasting.
 *
 * @throws for shapes that do not broadcast, and an `out` of another shape
 * @example
 * const out = zeros([2]);
 * bindSub({ out, a: tensor([1, 2]), b: tensor([3, 2]) })();
 * toNested(out) // [-2, 0]
 */
export const bindSub: BindBinary = /*#__PURE__*/ bindBinary("sub");

/**
 * a − b, element by element, with broadcasting, into `out` or a new tensor.
 *
 * @throws for shapes that do not broadcast, and an `out` of another shape
 * @example toNested(sub(tensor([[1], [2]]), tensor([1, 2]))) // [[0, -1], [1, 0]]
 */
export const sub: BinaryOperation = /*#__PURE__*/ runBinary("sub", bindSub);

/**
 * Binds out = a·b, element by element, with broadcasting.
 *
 * @throws for shapes that do not broadcast, and an `out` of another shape
 * @example
 * const out = zeros([2]);
 * bindMul({ out, a: tensor([1, 2]), b: tensor([3, 2]) })();
 * toNested(out) // [3, 4]
 */
export const bindMul: BindBinary = /*#__PURE__*/ bindBinary("mul");

/**
 * a·b, element by element, with broadcasting, into `out` or a new tensor.
 *
 * @throws for shapes that do not broadcast, and an `out` of another shape
 * @example toNested(mul(tensor([1, 2, 3]), 2)) // [2, 4, 6]
 */
export const mul: BinaryOperation = /*#__PURE__*/ runBinary("mul", bindMul);

/**
 * Binds out = a / b, element by element, with broadcasting.
 *
 * @throws for shapes that do not broadcast, and an `out` of another shape
 * @example
 * const out = zeros([2]);
 * bindDiv({ out, a: tensor([1, 2]), b: tensor([4, 2]) })();
 * toNested(out) // [0.25, 1]
 */
export const bindDiv: BindBinary = /*#__PURE__*/ bindBinary("div");

/**
 * a / b, element by element, with broadcasting, into `out` or a new tensor.
 *
 * @throws for shapes that do not broadcast, and an `out` of another shape
 * @example toNested(div(tensor([1, 2, 4]), 4)) // [0.25, 0.5, 1]
 */
export const div: BinaryOperation = /*#__PURE__*/ runBinary("div", bindDiv);

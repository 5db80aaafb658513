import {
  type BinaryOperation,
  type BindBinary,
  bindBinary,
  runBinary,
} from "./elementwise-binary.ts";

/**
 * Binds out = max(a + b, 0), element by element, with broadcasting: a bias, or the sum of a residual
 * block, and a rectifier in one pass. NaN passes.
 *
 * @throws for shapes that do not broadcast, and an `out` of another shape
 * @example
 * const out = zeros([1, 2]);
 * bindAddRelu({ out, a: tensor([[1, -3]]), b: tensor([1, 1]) })();
 * toNested(out) // [[2, 0]]
 */
export const bindAddRelu: BindBinary = /*#__PURE__*/ bindBinary("addRelu");

/**
 * max(a + b, 0), element by element, with broadcasting, into `out` or a new tensor. NaN passes.
 *
 * @throws for shapes that do not broadcast, and an `out` of another shape
 * @example toNested(addRelu(tensor([1, -3]), 1)) // [2, 0]
 */
export const addRelu: BinaryOperation = /*#__PURE__*/ runBinary("addRelu", bindAddRelu);

import { unaryKernels } from "../kernels/unary/kernels.ts";
import { type BindUnary, bindUnary, runUnary, type UnaryOperation } from "./elementwise-unary.ts";

/**
 * Binds out = −x, element by element.
 *
 * @throws for an `out` of another shape
 * @example
 * const out = zeros([2]);
 * bindNeg({ out, x: tensor([1, -2]) })();
 * toNested(out) // [-1, 2]
 */
export const bindNeg: BindUnary = /*#__PURE__*/ bindUnary(
  "neg",
  unaryKernels,
  (kernels) => kernels.negate,
);

/**
 * −x, element by element, into `out` or a new tensor.
 *
 * @throws for an `out` of another shape
 * @example toNested(neg(tensor([1, -2]))) // [-1, 2]
 */
export const neg: UnaryOperation = /*#__PURE__*/ runUnary("neg", bindNeg);

/**
 * Binds out = |x|, element by element.
 *
 * @throws for an `out` of another shape
 * @example
 * const out = zeros([2]);
 * bindAbs({ out, x: tensor([1, -2]) })();
 * toNested(out) // [1, 2]
 */
export const bindAbs: BindUnary = /*#__PURE__*/ bindUnary(
  "abs",
  unaryKernels,
  (kernels) => kernels.absolute,
);

/**
 * |x|, element by element, into `out` or a new tensor.
 *
 * @throws for an `out` of another shape
 * @example toNested(abs(tensor([1, -2]))) // [1, 2]
 */
export const abs: UnaryOperation = /*#__PURE__*/ runUnary("abs", bindAbs);

/**
 * Binds out = −1, 0 or 1, as x has it, element by element.
 *
 * @throws for an `out` of another shape
 * @example
 * const out = zeros([2]);
 * bindSign({ out, x: tensor([3, -2]) })();
 * toNested(out) // [1, -1]
 */
export const bindSign: BindUnary = /*#__PURE__*/ bindUnary(
  "sign",
  unaryKernels,
  (kernels) => kernels.sign,
);

/**
 * −1, 0 or 1, as x has it, element by element, into `out` or a new tensor.
 *
 * @throws for an `out` of another shape
 * @example toNested(sign(tensor([3, 0, -2]))) // [1, 0, -1]
 */
export const sign: UnaryOperation = /*#__PURE__*/ runUnary("sign", bindSign);

import { unaryKernels } from "../kernels/unary/kernels.ts";
import { type BindUnary, bindUnary, runUnary, type UnaryOperation } from "./elementwise-unary.ts";

/**
 * Binds out = x², element by element.
 *
 * @throws for an `out` of another shape
 * @example
 * const out = zeros([2]);
 * bindSquare({ out, x: tensor([3, -2]) })();
 * toNested(out) // [9, 4]
 */
export const bindSquare: BindUnary = /*#__PURE__*/ bindUnary(
  "square",
  unaryKernels,
  (kernels) => kernels.square,
);

/**
 * x², element by element, into `out` or a new tensor.
 *
 * @throws for an `out` of another shape
 * @example toNested(square(tensor([3, -2]))) // [9, 4]
 */
export const square: UnaryOperation = /*#__PURE__*/ runUnary("square", bindSquare);

/**
 * Binds out = √x, element by element. NaN below 0.
 *
 * @throws for an `out` of another shape
 * @example
 * const out = zeros([2]);
 * bindSqrt({ out, x: tensor([9, 4]) })();
 * toNested(out) // [3, 2]
 */
export const bindSqrt: BindUnary = /*#__PURE__*/ bindUnary(
  "sqrt",
  unaryKernels,
  (kernels) => kernels.squareRoot,
);

/**
 * √x, element by element, into `out` or a new tensor. NaN below 0.
 *
 * @throws for an `out` of another shape
 * @example toNested(sqrt(tensor([9, 4]))) // [3, 2]
 */
export const sqrt: UnaryOperation = /*#__PURE__*/ runUnary("sqrt", bindSqrt);

/**
 * Binds out = 1/x, element by element.
 *
 * @throws for an `out` of another shape
 * @example
 * const out = zeros([2]);
 * bindReciprocal({ out, x: tensor([4, -2]) })();
 * toNested(out) // [0.25, -0.5]
 */
export const bindReciprocal: BindUnary = /*#__PURE__*/ bindUnary(
  "reciprocal",
  unaryKernels,
  (kernels) => kernels.reciprocal,
);

/**
 * 1/x, element by element, into `out` or a new tensor.
 *
 * @throws for an `out` of another shape
 * @example toNested(reciprocal(tensor([4, -2]))) // [0.25, -0.5]
 */
export const reciprocal: UnaryOperation = /*#__PURE__*/ runUnary("reciprocal", bindReciprocal);

import { unaryKernels } from "../kernels/unary/kernels.ts";
import { type BindUnary, bindUnary, runUnary, type UnaryOperation } from "./elementwise-unary.ts";

/**
 * Binds out = sin x, element by element. Radians, of any size; within 1 ulp. NaN at ±∞.
 *
 * @throws for an `out` of another shape
 * @example
 * const out = zeros([2]);
 * bindSin({ out, x: tensor([0, 0]) })();
 * toNested(out) // [0, 0]
 */
export const bindSin: BindUnary = /*#__PURE__*/ bindUnary(
  "sin",
  unaryKernels,
  (kernels) => kernels.sin,
);

/**
 * sin x, element by element, into `out` or a new tensor. Radians, of any size; within 1 ulp. NaN at ±∞.
 *
 * @throws for an `out` of another shape
 * @example toNested(sin(tensor([0, 1]))) // [0, 0.841…]
 */
export const sin: UnaryOperation = /*#__PURE__*/ runUnary("sin", bindSin);

/**
 * Binds out = cos x, element by element. Radians, of any size; within 1 ulp. NaN at ±∞.
 *
 * @throws for an `out` of another shape
 * @example
 * const out = zeros([2]);
 * bindCos({ out, x: tensor([0, 0]) })();
 * toNested(out) // [1, 1]
 */
export const bindCos: BindUnary = /*#__PURE__*/ bindUnary(
  "cos",
  unaryKernels,
  (kernels) => kernels.cos,
);

/**
 * cos x, element by element, into `out` or a new tensor. Radians, of any size; within 1 ulp. NaN at ±∞.
 *
 * @throws for an `out` of another shape
 * @example toNested(cos(tensor([0, 1]))) // [1, 0.540…]
 */
export const cos: UnaryOperation = /*#__PURE__*/ runUnary("cos", bindCos);

import { unaryKernels } from "../kernels/unary/kernels.ts";
import { type BindUnary, bindUnary, runUnary, type UnaryOperation } from "./elementwise-unary.ts";

/**
 * Binds out = eˣ, element by element. Within 2 ulp; ∞ above 88.72, and results below 2⁻¹²⁶ may be 0.
 *
 * @throws for an `out` of another shape
 * @example
 * const out = zeros([2]);
 * bindExp({ out, x: tensor([0, 0]) })();
 * toNested(out) // [1, 1]
 */
export const bindExp: BindUnary = /*#__PURE__*/ bindUnary(
  "exp",
  unaryKernels,
  (kernels) => kernels.exp,
);

/**
 * eˣ, element by element, into `out` or a new tensor. Within 2 ulp; ∞ above 88.72, and results below 2⁻¹²⁶ may be 0.
 *
 * @throws for an `out` of another shape
 * @example toNested(exp(tensor([0, 1]))) // [1, 2.718…]
 */
export const exp: UnaryOperation = /*#__PURE__*/ runUnary("exp", bindExp);

/**
 * Binds out = ln x, element by element. Within 3 ulp; −∞ at 0, NaN below.
 *
 * @throws for an `out` of another shape
 * @example
 * const out = zeros([2]);
 * bindLog({ out, x: tensor([1, 1]) })();
 * toNested(out) // [0, 0]
 */
export const bindLog: BindUnary = /*#__PURE__*/ bindUnary(
  "log",
  unaryKernels,
  (kernels) => kernels.log,
);

/**
 * ln x, element by element, into `out` or a new tensor. Within 3 ulp; −∞ at 0, NaN below.
 *
 * @throws for an `out` of another shape
 * @example toNested(log(tensor([1, 0]))) // [0, -Infinity]
 */
export const log: UnaryOperation = /*#__PURE__*/ runUnary("log", bindLog);

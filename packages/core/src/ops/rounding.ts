import { unaryKernels } from "../kernels/unary/kernels.ts";
import { type BindUnary, bindUnary, runUnary, type UnaryOperation } from "./elementwise-unary.ts";

/**
 * Binds out = ⌊x⌋, element by element.
 *
 * @throws for an `out` of another shape
 * @example
 * const out = zeros([2]);
 * bindFloor({ out, x: tensor([1.5, -1.5]) })();
 * toNested(out) // [1, -2]
 */
export const bindFloor: BindUnary = /*#__PURE__*/ bindUnary(
  "floor",
  unaryKernels,
  (kernels) => kernels.floor,
);

/**
 * ⌊x⌋, element by element, into `out` or a new tensor.
 *
 * @throws for an `out` of another shape
 * @example toNested(floor(tensor([1.5, -1.5]))) // [1, -2]
 */
export const floor: UnaryOperation = /*#__PURE__*/ runUnary("floor", bindFloor);

/**
 * Binds out = ⌈x⌉, element by element.
 *
 * @throws for an `out` of another shape
 * @example
 * const out = zeros([2]);
 * bindCeil({ out, x: tensor([1.5, -1.5]) })();
 * toNested(out) // [2, -1]
 */
export const bindCeil: BindUnary = /*#__PURE__*/ bindUnary(
  "ceil",
  unaryKernels,
  (kernels) => kernels.ceil,
);

/**
 * ⌈x⌉, element by element, into `out` or a new tensor.
 *
 * @throws for an `out` of another shape
 * @example toNested(ceil(tensor([1.5, -1.5]))) // [2, -1]
 */
export const ceil: UnaryOperation = /*#__PURE__*/ runUnary("ceil", bindCeil);

/**
 * Binds out = the nearest whole number, element by element. Ties go to the even one.
 *
 * @throws for an `out` of another shape
 * @example
 * const out = zeros([2]);
 * bindRound({ out, x: tensor([1.5, 2.5]) })();
 * toNested(out) // [2, 2]
 */
export const bindRound: BindUnary = /*#__PURE__*/ bindUnary(
  "round",
  unaryKernels,
  (kernels) => kernels.round,
);

/**
 * the nearest whole number, element by element, into `out` or a new tensor. Ties go to the even one.
 *
 * @throws for an `out` of another shape
 * @example toNested(round(tensor([0.5, 1.5, 2.6]))) // [0, 2, 3]
 */
export const round: UnaryOperation = /*#__PURE__*/ runUnary("round", bindRound);

import { reluKernels } from "../kernels/relu/kernels.ts";
import { sigmoidKernels } from "../kernels/sigmoid/kernels.ts";
import { smoothKernels } from "../kernels/smooth/kernels.ts";
import { tanhKernels } from "../kernels/tanh/kernels.ts";
import { type BindUnary, bindUnary, runUnary, type UnaryOperation } from "./elementwise-unary.ts";

/**
 * Binds out = max(x, 0), element by element.
 *
 * @throws for an `out` of another shape
 * @example
 * const out = zeros([2]);
 * bindRelu({ out, x: tensor([-1, 2]) })();
 * toNested(out) // [0, 2]
 */
export const bindRelu: BindUnary = /*#__PURE__*/ bindUnary(
  "relu",
  reluKernels,
  (kernels) => kernels.relu,
);

/**
 * max(x, 0), element by element, into `out` or a new tensor.
 *
 * @throws for an `out` of another shape
 * @example toNested(relu(tensor([-1, 2]))) // [0, 2]
 */
export const relu: UnaryOperation = /*#__PURE__*/ runUnary("relu", bindRelu);

/**
 * Binds out = 1 / (1 + e^−x), element by element. Within 3 ulp; exactly 0 and 1 far out.
 *
 * @throws for an `out` of another shape
 * @example
 * const out = zeros([2]);
 * bindSigmoid({ out, x: tensor([0, 200]) })();
 * toNested(out) // [0.5, 1]
 */
export const bindSigmoid: BindUnary = /*#__PURE__*/ bindUnary(
  "sigmoid",
  sigmoidKernels,
  (kernels) => kernels.sigmoid,
);

/**
 * 1 / (1 + e^−x), element by element, into `out` or a new tensor. Within 3 ulp; exactly 0 and 1 far out.
 *
 * @throws for an `out` of another shape
 * @example toNested(sigmoid(tensor([0, 200]))) // [0.5, 1]
 */
export const sigmoid: UnaryOperation = /*#__PURE__*/ runUnary("sigmoid", bindSigmoid);

/**
 * Binds out = tanh x, element by element. Within 3 ulp; exactly ±1 far out.
 *
 * @throws for an `out` of another shape
 * @example
 * const out = zeros([2]);
 * bindTanh({ out, x: tensor([0, 20]) })();
 * toNested(out) // [0, 1]
 */
export const bindTanh: BindUnary = /*#__PURE__*/ bindUnary(
  "tanh",
  tanhKernels,
  (kernels) => kernels.tanh,
);

/**
 * tanh x, element by element, into `out` or a new tensor. Within 3 ulp; exactly ±1 far out.
 *
 * @throws for an `out` of another shape
 * @example toNested(tanh(tensor([0, 20]))) // [0, 1]
 */
export const tanh: UnaryOperation = /*#__PURE__*/ runUnary("tanh", bindTanh);

/**
 * Binds out = ln(1 + eˣ), element by element.
 *
 * @throws for an `out` of another shape
 * @example
 * const out = zeros([2]);
 * bindSoftplus({ out, x: tensor([200, 300]) })();
 * toNested(out) // [200, 300]
 */
export const bindSoftplus: BindUnary = /*#__PURE__*/ bindUnary(
  "softplus",
  smoothKernels,
  (kernels) => kernels.softplus,
);

/**
 * ln(1 + eˣ), element by element, into `out` or a new tensor.
 *
 * @throws for an `out` of another shape
 * @example toNested(softplus(tensor([0, 200]))) // [0.693…, 200]
 */
export const softplus: UnaryOperation = /*#__PURE__*/ runUnary("softplus", bindSoftplus);

import { softmaxKernels } from "../kernels/softmax/kernels.ts";
import { type AlongOperation, type BindAlong, bindAlong, runAlong } from "./along.ts";

/**
 * Binds out = e^x / Σ e^x along an axis, as {@link softmax}.
 *
 * @throws for an axis that `x` does not have, and an `out` of another shape
 * @example
 * const out = zeros([2]);
 * bindSoftmax({ out, x: tensor([1, 1]) })();
 * toNested(out) // [0.5, 0.5]
 */
export const bindSoftmax: BindAlong = /*#__PURE__*/ bindAlong(
  "softmax",
  softmaxKernels,
  (kernels) => kernels.softmax,
);

/**
 * e^x / Σ e^x along an axis, by default the last, into `out` or a new tensor. Nothing overflows: the
 * largest is taken out. With NaN or ∞ among them, or −∞ alone, all are NaN.
 *
 * @throws for an axis that `x` does not have, and an `out` of another shape
 * @example
 * toNested(softmax(tensor([1000, 1000]))) // [0.5, 0.5]
 * toNested(softmax(tensor([[0, 1], [0, 1]]), { axis: 0 })) // [[0.5, 0.5], [0.5, 0.5]]
 */
export const softmax: AlongOperation = /*#__PURE__*/ runAlong("softmax", bindSoftmax);

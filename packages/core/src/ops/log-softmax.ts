import { logSumExpKernels } from "../kernels/log-sum-exp/kernels.ts";
import { type AlongOperation, type BindAlong, bindAlong, runAlong } from "./along.ts";

/**
 * Binds out = x − ln Σ e^x along an axis, as {@link logSoftmax}.
 *
 * @throws for an axis that `x` does not have, and an `out` of another shape
 * @example
 * const out = zeros([2]);
 * bindLogSoftmax({ out, x: tensor([1, 1]) })();
 * out.get(0) // -0.693…
 */
export const bindLogSoftmax: BindAlong = /*#__PURE__*/ bindAlong(
  "logSoftmax",
  logSumExpKernels,
  (kernels) => kernels.logSoftmax,
);

/**
 * x − ln Σ e^x along an axis, by default the last, into `out` or a new tensor: the logarithm of
 * `softmax`, also where that is 0. With NaN or ∞ among them, or −∞ alone, all are NaN.
 *
 *     |error| ≤ 2⁻²⁴·(t + 5 + 6·ln n + 2·|result|)        n terms within t of the largest
 *
 * @throws for an axis that `x` does not have, and an `out` of another shape
 * @example toNested(logSoftmax(tensor([0, 1000]))) // [-1000, 0]
 */
export const logSoftmax: AlongOperation = /*#__PURE__*/ runAlong("logSoftmax", bindLogSoftmax);

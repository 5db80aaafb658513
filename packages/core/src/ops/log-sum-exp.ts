import { logSumExpKernels } from "../kernels/log-sum-exp/kernels.ts";
import { type BindReduction, bindReduction, type Reduction, runReduction } from "./reduce.ts";

/**
 * Binds out = ln Σ eˣ over axes, as {@link logSumExp}.
 *
 * @throws for axes that `x` does not have, and an `out` of another shape
 * @example
 * const out = zeros([1]);
 * bindLogSumExp({ out, x: tensor([[1000], [1000]]), axis: 0 })();
 * out.get(0) // 1000.693…
 */
export const bindLogSumExp: BindReduction = (operands) =>
  bindReduction(
    logSumExpKernels, operands, "logSumExp", 0, ({ logSumExpLast, logSumExpFirst }) => ({
      last: logSumExpLast,
      first: logSumExpFirst,
    }),
  ); // biome-ignore format: one line

/**
 * ln Σ eˣ over one axis or several, by default all, into `out` or a new tensor. Nothing overflows: the
 * largest is taken out of the sum. Of nothing, or of −∞ alone, it is −∞; of ∞ it is ∞; among NaN NaN.
 *
 *     |error| ≤ 2⁻²⁴·(t + 5 + 6·ln n + 2·|result|)        n terms within t of the largest
 *
 * @throws for axes that `x` does not have, and an `out` of another shape
 * @example
 * logSumExp(tensor([1000, 1000])).get() // 1000.693…
 * toNested(logSumExp(tensor([[0], [-2]]), { axis: 1 })) // [0, -2]
 */
export const logSumExp: Reduction = /*#__PURE__*/ runReduction(bindLogSumExp, "logSumExp");

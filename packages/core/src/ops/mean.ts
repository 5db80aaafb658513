import { sumKernels } from "../kernels/sum/kernels.ts";
import { type BindReduction, bindReduction, type Reduction, runReduction } from "./reduce.ts";

/**
 * Binds out = Σ x / n over axes, as {@link mean}.
 *
 * @throws for axes that `x` does not have, no numbers along them, and an `out` of another shape
 * @example
 * const out = zeros([2]);
 * bindMean({ out, x: tensor([[1, 2], [3, 4]]), axis: 0 })();
 * toNested(out) // [2, 3]
 */
export const bindMean: BindReduction = (operands) =>
  bindReduction(sumKernels, operands, "mean", 1, ({ sumLast, sumFirst }, n) => ({
    last: (rows, columns, x, xRow, out) => sumLast(rows, columns, x, xRow, out, n),
    first: (rows, columns, x, xRow, out) => sumFirst(rows, columns, x, xRow, out, n),
  }));

/**
 * Σ x / n over one axis or several, by default all, into `out` or a new tensor. Among NaN it is NaN.
 *
 *     |error| ≤ 2⁻²⁴·(|mean| + 11·Σ|x|/n)        whatever n, partial sums within float32
 *
 * @throws for axes that `x` does not have, no numbers along them, and an `out` of another shape
 * @example
 * const x = tensor([[1, 2], [3, 4]]);
 * mean(x).get() // 2.5
 * toNested(mean(x, { axis: 1 })) // [1.5, 3.5]
 */
export const mean: Reduction = /*#__PURE__*/ runReduction(bindMean, "mean");

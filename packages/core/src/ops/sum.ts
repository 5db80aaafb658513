import { sumKernels } from "../kernels/sum/kernels.ts";
import { type BindReduction, bindReduction, type Reduction, runReduction } from "./reduce.ts";

/**
 * Binds out = Σ x over axes, as {@link sum}.
 *
 * @throws for axes that `x` does not have, and an `out` of another shape
 * @example
 * const out = zeros([2]);
 * bindSum({ out, x: tensor([[1, 2], [3, 4]]), axis: 0 })();
 * toNested(out) // [4, 6]
 */
export const bindSum: BindReduction = (operands) =>
  bindReduction(sumKernels, operands, "sum", 0, ({ sumLast, sumFirst }) => ({
    last: (rows, columns, x, xRow, out) => sumLast(rows, columns, x, xRow, out, 1),
    first: (rows, columns, x, xRow, out) => sumFirst(rows, columns, x, xRow, out, 1),
  }));

/**
 * Σ x over one axis or several, by default all, into `out` or a new tensor. Of nothing it is 0, among
 * NaN it is NaN.
 *
 *     |error| ≤ 2⁻²⁴·(|Σ x| + 11·Σ|x|)        whatever the number of terms, partial sums within float32
 *
 * @throws for axes that `x` does not have, and an `out` of another shape
 * @example
 * const x = tensor([[1, 2], [3, 4]]);
 * sum(x).get() // 10
 * toNested(sum(x, { axis: 0 })) // [4, 6]
 * toNested(sum(x, { axis: -1, keepDims: true })) // [[3], [7]]
 */
export const sum: Reduction = /*#__PURE__*/ runReduction(bindSum, "sum");

import { sumKernels } from "../kernels/sum/kernels.ts";
import { type BindReduction, bindReduction, type Reduction, runReduction } from "./reduce.ts";

/**
 * Binds out = √Σ x² over axes, as {@link norm}.
 *
 * @throws for axes that `x` does not have, and an `out` of another shape
 * @example
 * const out = zeros([2]);
 * bindNorm({ out, x: tensor([[3, 4], [0, 2]]), axis: 1 })();
 * toNested(out) // [5, 2]
 */
export const bindNorm: BindReduction = (operands) =>
  bindReduction(sumKernels, operands, "norm", 0, ({ normLast, normFirst }) => ({
    last: normLast,
    first: normFirst,
  }));

/**
 * √Σ x², the Euclidean length, over one axis or several, by default all, into `out` or a new tensor: of
 * a whole matrix its Frobenius norm. Squares add up in float64, so nothing overflows or vanishes. Among
 * NaN it is NaN. For other norms there are `sum(abs(x))` and `max(abs(x))`.
 *
 *     |error| ≤ (2⁻²³ + n·2⁻⁵²)·norm
 *
 * @throws for axes that `x` does not have, and an `out` of another shape
 * @example
 * const x = tensor([[3, 4], [0, 12]]);
 * norm(x).get() // 13
 * toNested(norm(x, { axis: 1 })) // [5, 12]
 */
export const norm: Reduction = /*#__PURE__*/ runReduction(bindNorm, "norm");

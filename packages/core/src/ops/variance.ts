import { sumKernels } from "../kernels/sum/kernels.ts";
import { show } from "../show.ts";
import {
  type BindReduction,
  bindReduction,
  type ReduceOptions,
  type Reduction,
  runReduction,
} from "./reduce.ts";

/** Options of {@link variance}. */
export interface VarianceOptions {
  /** Taken off the number of terms in the divisor: 1 for an unbiased estimate. Default 0. */
  readonly correction?: number | undefined;
}

/**
 * Binds out = Σ (x − mean)² / (n − correction) over axes, as {@link variance}.
 *
 * @throws for axes that `x` does not have, too few numbers along them, and an `out` of another shape
 * @example
 * const out = zeros([2]);
 * bindVariance({ out, x: tensor([[1, 2], [3, 6]]), axis: 0 })();
 * toNested(out) // [1, 4]
 */
export const bindVariance: BindReduction<VarianceOptions> = ({ correction = 0, ...operands }) => {
  if (!(correction >= 0 && Number.isFinite(correction))) {
    throw new RangeError(
      `variance: correction: expected a finite number, 0 or more, got ${show(correction)}`,
    );
  }
  const least = Math.floor(correction) + 1;
  return bindReduction(
    sumKernels, operands, "variance", least, ({ varianceLast, varianceFirst }, n) => ({
      last: (rows, columns, x, xRow, out) =>
        varianceLast(rows, columns, x, xRow, out, n - correction),
      first: (rows, columns, x, xRow, out) =>
        varianceFirst(rows, columns, x, xRow, out, n - correction),
    }),
  ); // biome-ignore format: one line
};

/**
 * Σ (x − mean)² / (n − correction) over one axis or several, by default all, into `out` or a new
 * tensor. Among NaN or infinities it is NaN. Two passes in float64, so a mean far from 0 costs
 * nothing.
 *
 *     |error| ≤ 2⁻²³·variance + n·2⁻⁵²·(variance + max x²)
 *
 * @throws for axes that `x` does not have, too few numbers along them, and an `out` of another shape
 * @example
 * const x = tensor([[1, 2], [3, 6]]);
 * variance(x).get() // 3.5
 * toNested(variance(x, { axis: 0, correction: 1 })) // [2, 8]
 */
export const variance: Reduction<ReduceOptions & VarianceOptions> = /*#__PURE__*/ runReduction(
  bindVariance,
  "variance",
);

import { extremeKernels } from "../kernels/extreme/kernels.ts";
import {
  type BindReduction,
  bindReduction,
  type ReduceOperands,
  type Reduction,
  runReduction,
} from "./reduce.ts";
import type { Run } from "./run.ts";

/**
 * Binds out = max x over axes, as {@link max}.
 *
 * @throws for axes that `x` does not have, no numbers along them, and an `out` of another shape
 * @example
 * const out = zeros([2]);
 * bindMax({ out, x: tensor([[1, 5], [3, 4]]), axis: 0 })();
 * toNested(out) // [3, 5]
 */
export const bindMax: BindReduction = (operands) => bindExtreme("max", operands, 0);

/**
 * The largest of x over one axis or several, by default all, into `out` or a new tensor. Among NaN it is
 * NaN.
 *
 * @throws for axes that `x` does not have, no numbers along them, and an `out` of another shape
 * @example
 * const x = tensor([[1, 5], [3, 4]]);
 * max(x).get() // 5
 * toNested(max(x, { axis: 1 })) // [5, 4]
 */
export const max: Reduction = /*#__PURE__*/ runReduction(bindMax, "max");

/**
 * Binds out = min x over axes, as {@link min}.
 *
 * @throws for axes that `x` does not have, no numbers along them, and an `out` of another shape
 * @example
 * const out = zeros([2]);
 * bindMin({ out, x: tensor([[1, 5], [3, 4]]), axis: 0 })();
 * toNested(out) // [1, 4]
 */
export const bindMin: BindReduction = (operands) => bindExtreme("min", operands, 1);

/**
 * The least of x over one axis or several, by default all, into `out` or a new tensor. Among NaN it is
 * NaN.
 *
 * @throws for axes that `x` does not have, no numbers along them, and an `out` of another shape
 * @example
 * const x = tensor([[1, 5], [3, 4]]);
 * min(x).get() // 1
 * toNested(min(x, { axis: 1 })) // [1, 3]
 */
export const min: Reduction = /*#__PURE__*/ runReduction(bindMin, "min");

function bindExtreme(where: string, operands: ReduceOperands, least: 0 | 1): Run {
  return bindReduction(extremeKernels, operands, where, 1, ({ extremeLast, extremeFirst }) => ({
    last: (rows, columns, x, xRow, out) => extremeLast(rows, columns, x, xRow, out, least),
    first: (rows, columns, x, xRow, out) => extremeFirst(rows, columns, x, xRow, out, least),
  }));
}

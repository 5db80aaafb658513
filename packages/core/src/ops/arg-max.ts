import { extremeKernels } from "../kernels/extreme/kernels.ts";
import {
  type BindReduction,
  bindReduction,
  type ReduceOperands,
  type Reduction,
  runReduction,
} from "./reduce.ts";
import type { Run } from "./run.ts";

/** From here on not every whole number is a float32. */
const MOST = 2 ** 24;

/**
 * Binds out = the place of the largest x over axes, as {@link argMax}.
 *
 * @throws for axes that `x` does not have, no numbers along them or more than 2²⁴, and an `out` of
 *   another shape
 * @example
 * const out = zeros([2]);
 * bindArgMax({ out, x: tensor([[1, 5], [3, 4]]), axis: 0 })();
 * toNested(out) // [1, 0]
 */
export const bindArgMax: BindReduction = (operands) => bindPlace("argMax", operands, 0);

/**
 * Where the largest of x stands along an axis, the first of equal ones, into `out` or a new tensor.
 * Over several axes, by default all, it is the index in row-major order. Among NaN it is that of the
 * first NaN.
 *
 * @throws for axes that `x` does not have, no numbers along them or more than 2²⁴, and an `out` of
 *   another shape
 * @example
 * const x = tensor([[1, 5], [3, 4]]);
 * argMax(x).get() // 1
 * toNested(argMax(x, { axis: 1 })) // [1, 1]
 */
export const argMax: Reduction = /*#__PURE__*/ runReduction(bindArgMax, "argMax");

/**
 * Binds out = the place of the least x over axes, as {@link argMin}.
 *
 * @throws for axes that `x` does not have, no numbers along them or more than 2²⁴, and an `out` of
 *   another shape
 * @example
 * const out = zeros([2]);
 * bindArgMin({ out, x: tensor([[1, 5], [3, 4]]), axis: 0 })();
 * toNested(out) // [0, 1]
 */
export const bindArgMin: BindReduction = (operands) => bindPlace("argMin", operands, 1);

/**
 * Where the least of x stands along an axis, the first of equal ones, into `out` or a new tensor.
 * Over several axes, by default all, it is the index in row-major order. Among NaN it is that of the
 * first NaN.
 *
 * @throws for axes that `x` does not have, no numbers along them or more than 2²⁴, and an `out` of
 *   another shape
 * @example
 * const x = tensor([[1, 5], [3, 4]]);
 * argMin(x).get() // 0
 * toNested(argMin(x, { axis: 1 })) // [0, 0]
 */
export const argMin: Reduction = /*#__PURE__*/ runReduction(bindArgMin, "argMin");

function bindPlace(where: string, operands: ReduceOperands, least: 0 | 1): Run {
  return bindReduction(extremeKernels, operands, where, 1, ({ placeLast, placeFirst }, n) => {
    if (n > MOST) {
      throw new RangeError(
        `${where}: expected at most ${MOST} to choose from, as float32 holds no more places, got ${n}`,
      );
    }
    return {
      last: (rows, columns, x, xRow, out) => placeLast(rows, columns, x, xRow, out, least),
      first: (rows, columns, x, xRow, out) => placeFirst(rows, columns, x, xRow, out, least),
    };
  });
}

/**
 * The logarithm of a sum of powers, of x [rows, columns].
 *
 *     logSumExpLast     out_i = ln Σ_j e^x_ij        rows `xRow` apart, each contiguous
 *     logSumExpFirst    out_j = ln Σ_i e^x_ij
 *     logSoftmax        y_ij = x_ij − ln Σ_c e^x_ic  rows one after another; y may be x
 *
 * The largest is taken out of the sum, so nothing overflows. With u = 2⁻²⁴ and every x within t of the
 * largest, errors are at most (t + 5)·u + 6·u·ln n + 2·u·|y|, n the number of terms.
 *
 * NaN makes NaN. For logSumExp ∞ makes ∞, and −∞ alone, or nothing, −∞; a row of logSoftmax that holds ∞, or
 * nothing but −∞, becomes NaN, as that of softmax.
 */
export interface LogSumExp {
  logSumExpLast: Reduction;
  logSumExpFirst: Reduction;
  logSoftmax(rows: number, columns: number, x: number, y: number): void;
}

type Reduction = (rows: number, columns: number, x: number, xRow: number, out: number) => void;

/**
 * Sums and their like, of x [rows, columns] whose rows stand `xRow` apart and are contiguous.
 *
 *     …Last     over the last axis: one result for each row
 *     …First    over the first axis: one result for each column
 *
 *     sum         Σ x / divisor
 *     variance    Σ (x − mean)² / divisor
 *     norm        √Σ x²
 *     dot         Σ_i a_i·b_i        i < n
 *
 * With u = 2⁻²⁴ and a result y, errors are at most
 *
 *     sum, dot          u·|y| + 11·u·Σ|terms|        whatever the length; Σ|x| / divisor for sum
 *     variance, norm    2·u·y + n·2⁻⁵²·y, and for variance n·2⁻⁵²·max x² more
 *
 * as long as partial sums stay within float32, which variance and norm do not need. NaN among the
 * terms makes NaN of the result. No terms make 0 (0/0 for variance).
 */
export interface Sum {
  sumLast: Divided;
  sumFirst: Divided;
  varianceLast: Divided;
  varianceFirst: Divided;
  normLast: Reduction;
  normFirst: Reduction;
  dot(n: number, a: number, b: number, out: number): void;
}

type Reduction = (rows: number, columns: number, x: number, xRow: number, out: number) => void;

type Divided = (
  rows: number,
  columns: number,
  x: number,
  xRow: number,
  out: number,
  divisor: number,
) => void;

/**
 * Adds the rows of x, [rows, columns], to `out`, [columns].
 *
 *     out_j += Σ_i x_ij
 */
export interface SumRows {
  sumRows(rows: number, columns: number, x: number, out: number): void;
}

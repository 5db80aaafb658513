/**
 * Finds the rows of x, [rows, columns], that are one value throughout, and clears them.
 *
 *     m_i = 0 where x_ij = value for all j, else 1    y_ij = m_i = 0 ? 0 : x_ij
 */
export interface Masking {
  maskRows(rows: number, columns: number, value: number, x: number, mask: number, y: number): void;
}

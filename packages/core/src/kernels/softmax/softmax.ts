/**
 * Softmax of every row of [rows, columns]; results may overwrite operands.
 *
 *     y_ij = e^(x_ij − max_i) / Σ_c e^(x_ic − max_i)        dx_ij = y_ij·(dy_ij − Σ_c dy_ic·y_ic)
 *
 * Results below 2⁻¹²⁶ may be 0. A row with NaN or +∞, or of −∞ alone, becomes NaN.
 */
export interface Softmax {
  softmax(rows: number, columns: number, x: number, y: number): void;
  softmaxBackward(rows: number, columns: number, y: number, dy: number, dx: number): void;
}

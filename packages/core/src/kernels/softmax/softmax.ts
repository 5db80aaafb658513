/**
 * Softmax of every row of [rows, columns], and its logarithm; results may overwrite operands.
 *
 *     softmax       y_ij = e^(x_ij − max_i) / Σ_c e^(x_ic − max_i)       dx_ij = y_ij·(dy_ij − Σ_c dy_ic·y_ic)
 *     logSoftmax    y_ij = x_ij − max_i − ln Σ_c e^(x_ic − max_i)        dx_ij = dy_ij − e^y_ij·Σ_c dy_ic
 *
 * Results of softmax below 2⁻¹²⁶ may be 0. A row with NaN or +∞, or of −∞ alone, becomes NaN.
 */
export interface Softmax {
  softmax(rows: number, columns: number, x: number, y: number): void;
  softmaxBackward(rows: number, columns: number, y: number, dy: number, dx: number): void;
  logSoftmax(rows: number, columns: number, x: number, y: number): void;
  logSoftmaxBackward(rows: number, columns: number, y: number, dy: number, dx: number): void;
}

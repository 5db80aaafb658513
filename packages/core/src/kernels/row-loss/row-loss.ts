/**
 * Losses that are sums of one term for each row, as means over the rows times `weight`, and their
 * gradients. `y`, `t` and `dy` are [rows, columns], `loss` is one element.
 *
 *     cosineSimilarity    L = −(w/rows) Σ_i c_i           c_i = ŷ_i·t̂_i    ŷ = y/‖y‖    t̂ = t/‖t‖
 *                         dy_i = (w/rows)·(c_i·ŷ_i − t̂_i)/‖y_i‖
 *     categoricalHinge    L = (w/rows) Σ_i max(1 + max_j (1 − t_ij)·y_ij − Σ_j t_ij·y_ij, 0)
 *                         dy_ij = (w/rows)·((1 − t_ij where j is the first maximal, else 0) − t_ij), 0 where the term is 0
 *
 * A row whose y or t is shorter than 1e-7 has no direction: c is 0, and so is its gradient. A
 * gradient at 0 is left out; it may overwrite `y`. Everything is summed in float64.
 */
export interface RowLoss {
  cosineSimilarity(
    rows: number,
    columns: number,
    y: number,
    t: number,
    dy: number,
    loss: number,
    weight: number,
  ): void;
  categoricalHinge(
    rows: number,
    columns: number,
    y: number,
    t: number,
    dy: number,
    loss: number,
    weight: number,
  ): void;
}

/** The least length of a row that has a direction. */
export const LEAST_LENGTH = 1e-7;

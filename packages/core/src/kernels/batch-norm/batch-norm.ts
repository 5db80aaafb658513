/**
 * Normalization of the columns of [rows, columns]. `mean`, `variance`, γ, β and their gradients are
 * [columns]; a γ at 0 is 1, a β at 0 is 0.
 *
 *     moments      m_j = (1/rows) Σ_i x_ij        v_j = (1/rows) Σ_i (x_ij − m_j)²
 *     batchNorm    y_ij = γ_j·x̂_ij + β_j          x̂_ij = (x_ij − m_j)/√(v_j + ε)
 *     backward     dβ_j += Σ_i dy_ij    dγ_j += Σ_i dy_ij·x̂_ij
 *                  dx_ij = γ_j/√(v_j + ε)·(dy_ij − (1/rows) Σ_k dy_kj − x̂_ij·(1/rows) Σ_k dy_kj·x̂_kj)
 *     blend        y_j += share·(x_j − y_j)
 *
 * The backward pass is that through the moments of x themselves. Gradients at 0 are left out; dx may
 * be dy, y may be x. `sums` is room for 2·columns numbers.
 */
export interface BatchNorm {
  moments(rows: number, columns: number, x: number, mean: number, variance: number): void;
  batchNorm(
    rows: number,
    columns: number,
    x: number,
    y: number,
    mean: number,
    variance: number,
    gamma: number,
    beta: number,
    epsilon: number,
  ): void;
  batchNormBackward(
    rows: number,
    columns: number,
    x: number,
    dy: number,
    dx: number,
    mean: number,
    variance: number,
    gamma: number,
    dgamma: number,
    dbeta: number,
    sums: number,
    epsilon: number,
  ): void;
  blend(n: number, x: number, y: number, share: number): void;
}

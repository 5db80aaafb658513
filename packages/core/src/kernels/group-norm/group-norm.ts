/**
 * Normalization within samples: x [samples, positions, groups, width] over positions and width, for
 * each sample and group. γ, β and their gradients are [groups, width], `stats` is [samples, groups,
 * 2]; a γ at 0 is 1, a β at 0 is 0. Layer normalization has one position and one group.
 *
 *     n = positions·width    m = (1/n) Σ x, or 0 unless `centered`    r = 1/√((1/n) Σ (x − m)² + ε)
 *
 *     forward     x̂ = (x − m)·r    y = γ·x̂ + β    stats = (m, r)
 *     backward    dβ += dy    dγ += dy·x̂    g = γ·dy
 *                 dx = r·(g − (1/n) Σ g, unless not centered, − x̂·(1/n) Σ g·x̂)
 *
 * Gradients at 0 are left out. y may be x; dx may be dy.
 */
export interface GroupNorm {
  groupNorm(
    samples: number,
    positions: number,
    groups: number,
    width: number,
    x: number,
    y: number,
    gamma: number,
    beta: number,
    stats: number,
    epsilon: number,
    centered: number,
  ): void;
  groupNormBackward(
    samples: number,
    positions: number,
    groups: number,
    width: number,
    x: number,
    dy: number,
    dx: number,
    gamma: number,
    dgamma: number,
    dbeta: number,
    stats: number,
    centered: number,
  ): void;
}

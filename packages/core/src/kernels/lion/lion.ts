/**
 * One step of Lion over `n` weights.
 *
 *     c = m + (1 − β₁)·(g − m)        w ← w − η·sign(c)        m ← m + (1 − β₂)·(g − m)
 *
 * The sign of 0 is 0. Means below 2⁻¹¹⁶ in size may become 0.
 *
 * X. Chen et al., "Symbolic Discovery of Optimization Algorithms", NeurIPS 2023.
 */
export interface Lion {
  lion(
    n: number,
    w: number,
    g: number,
    m: number,
    learningRate: number,
    beta1: number,
    beta2: number,
  ): void;
}

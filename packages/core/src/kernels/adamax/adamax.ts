/**
 * One step of Adamax over `n` weights.
 *
 *     m ← m + (1 − β₁)·(g − m)        u ← max(β₂·u, |g|)        w ← w − stepSize·m / (u + ε)
 *
 * The caller folds the correction of the bias into stepSize = η/(1 − β₁ᵗ). What is below 2⁻¹¹⁶ in
 * size may become 0.
 *
 * D. Kingma, J. Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015, algorithm 2.
 */
export interface Adamax {
  adamax(
    n: number,
    w: number,
    g: number,
    m: number,
    u: number,
    stepSize: number,
    beta1: number,
    beta2: number,
    epsilon: number,
  ): void;
}

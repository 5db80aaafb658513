/**
 * One step of Adam over `n` weights.
 *
 *     m ← m + (1 − β₁)·(g − m)        v ← v + (1 − β₂)·(g² − v)        w ← w − stepSize·m / (√v + ε)
 *
 * The caller folds the correction of the bias into the scalars: with c = √(1 − β₂ᵗ),
 * stepSize = η·c/(1 − β₁ᵗ) and ε = c·ε̂. Moments below 2⁻¹¹⁶ in size may become 0.
 *
 * D. Kingma, J. Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015, end of section 2.
 */
export interface Adam {
  adam(
    n: number,
    w: number,
    g: number,
    m: number,
    v: number,
    stepSize: number,
    beta1: number,
    beta2: number,
    epsilon: number,
  ): void;
}

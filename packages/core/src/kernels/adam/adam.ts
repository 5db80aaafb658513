/**
 * One step over `n` weights of Adam and of what follows from it. All of them keep
 *
 *     m ← m + (1 − β₁)·(g − m)        v ← v + (1 − β₂)·(g² − v)
 *
 * The caller folds the correction of the bias into the scalars: with c = √(1 − β₂ᵗ),
 * stepSize = η·c/(1 − β₁ᵗ) and ε = c·ε̂. Moments below 2⁻¹¹⁶ in size may become 0.
 *
 * D. Kingma, J. Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015, end of section 2.
 */
export interface Adam {
  /** w ← w − stepSize·m / (√v + ε) */
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
  /**
   * most ← max(most, v)        w ← w − stepSize·m / (√most + ε)
   *
   * S. Reddi, S. Kale, S. Kumar, "On the Convergence of Adam and Beyond", ICLR 2018.
   */
  amsgrad(
    n: number,
    w: number,
    g: number,
    m: number,
    v: number,
    most: number,
    stepSize: number,
    beta1: number,
    beta2: number,
    epsilon: number,
  ): void;
  /**
   * w ← w − (meanStep·m + gradientStep·g) / (√v + ε)
   *
   * T. Dozat, "Incorporating Nesterov Momentum into Adam", ICLR 2016 workshop.
   */
  nadam(
    n: number,
    w: number,
    g: number,
    m: number,
    v: number,
    meanStep: number,
    gradientStep: number,
    beta1: number,
    beta2: number,
    epsilon: number,
  ): void;
}

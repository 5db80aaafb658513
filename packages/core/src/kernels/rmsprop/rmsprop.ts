/**
 * One step of RMSprop over `n` weights. `mean` and `velocity` at 0 are absent.
 *
 *     v ← v + (1 − ρ)·(g² − v)        mean ← mean + (1 − ρ)·(g − mean)
 *     s = g / (√σ² + ε)               σ² = v, or max(v − mean², 0) with a mean
 *     w ← w − η·s                     with a velocity u ← μ·u + s, w ← w − η·u
 *
 * Means below 2⁻¹¹⁶ in size may become 0.
 *
 * T. Tieleman, G. Hinton, "Lecture 6.5: rmsprop", 2012; centered: A. Graves, "Generating Sequences
 * With Recurrent Neural Networks", 2013.
 */
export interface Rmsprop {
  rmsprop(
    n: number,
    w: number,
    g: number,
    v: number,
    mean: number,
    velocity: number,
    learningRate: number,
    rho: number,
    epsilon: number,
    momentum: number,
  ): void;
}

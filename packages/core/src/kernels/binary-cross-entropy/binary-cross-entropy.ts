/**
 * Binary cross-entropy, the mean over `n` elements times `weight`, and its gradient. `loss` is one
 * element.
 *
 *     from logits           L = (w/n) Σ max(z, 0) − z·t + ln(1 + e^−|z|)        dz = w·(σ(z) − t)/n
 *     from probabilities    L = −(w/n) Σ t·ln p + (1 − t)·ln(1 − p)             dp = w·(p − t)/(p·(1 − p)·n)
 *
 * Probabilities are clipped as for the categorical form, and dp is 0 where p is clipped. A gradient
 * at 0 is left out; it may overwrite `z` or `p`. Losses are summed in float64.
 */
export interface BinaryCrossEntropy {
  sigmoidBinaryCrossEntropy(
    n: number,
    z: number,
    t: number,
    dz: number,
    loss: number,
    weight: number,
  ): void;
  binaryCrossEntropy(
    n: number,
    p: number,
    t: number,
    dp: number,
    loss: number,
    weight: number,
  ): void;
}

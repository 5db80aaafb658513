/**
 * One step of stochastic gradient descent over `n` weights.
 *
 *     velocity at 0    w ← w − η·g
 *     otherwise        v ← μ·v + g        w ← w − η·v, or w ← w − η·(g + μ·v) if `nesterov` is not 0
 *
 * I. Sutskever et al., "On the importance of initialization and momentum in deep learning",
 * ICML 2013, in PyTorch's form, whose v does not contain η.
 */
export interface Sgd {
  sgd(
    n: number,
    w: number,
    g: number,
    velocity: number,
    learningRate: number,
    momentum: number,
    nesterov: number,
  ): void;
}

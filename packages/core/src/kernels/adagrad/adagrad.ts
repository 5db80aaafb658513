/**
 * One step of Adagrad over `n` weights.
 *
 *     sum ← sum + g²        w ← w − η·g / (√(initial + sum) + ε)
 *
 * J. Duchi, E. Hazan, Y. Singer, "Adaptive Subgradient Methods for Online Learning and Stochastic
 * Optimization", JMLR 12, 2011.
 */
export interface Adagrad {
  adagrad(
    n: number,
    w: number,
    g: number,
    sum: number,
    learningRate: number,
    initial: number,
    epsilon: number,
  ): void;
}

/**
 * One step of Adadelta over `n` weights.
 *
 *     v ← v + (1 − ρ)·(g² − v)        s = g·√((d + ε)/(v + ε))
 *     d ← d + (1 − ρ)·(s² − d)        w ← w − η·s
 *
 * Means below 2⁻¹¹⁶ may become 0.
 *
 * M. Zeiler, "ADADELTA: An Adaptive Learning Rate Method", 2012, whose η is 1.
 */
export interface Adadelta {
  adadelta(
    n: number,
    w: number,
    g: number,
    v: number,
    d: number,
    learningRate: number,
    rho: number,
    epsilon: number,
  ): void;
}

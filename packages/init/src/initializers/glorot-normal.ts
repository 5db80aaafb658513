import { expectPositive, oneOf } from "../check.ts";
import { defineInitializer } from "../initializer.ts";
import { lawOfStd } from "../law-of-std.ts";

/** Options of {@link glorotNormal}. */
export interface GlorotNormalConfig {
  /** Factor of σ: 5/3 for tanh in PyTorch. Default 1. */
  readonly gain?: number;
  /** Cut at two standard deviations, with the same variance, as Keras and JAX do. Default false. */
  readonly truncated?: boolean;
}

/**
 * Glorot (Xavier) normal, for weights around sigmoid-like activations.
 *
 *     W ~ N(0, σ²)        σ = gain·√2 / √(fanIn + fanOut)
 *
 * The compromise between 1/fanIn, which keeps the scale of the activations, and 1/fanOut, which
 * keeps that of the gradients.
 *
 * X. Glorot, Y. Bengio, "Understanding the Difficulty of Training Deep Feedforward Neural
 * Networks", AISTATS 2010, eq. 12.
 *
 * @throws unless gain > 0
 * @example dense({ units: 128, activation: "tanh", kernelInitializer: glorotNormal() })
 */
export const glorotNormal = defineInitializer(
  "glorotNormal",
  ({ gain = 1, truncated = false }: GlorotNormalConfig = {}) => {
    expectPositive(gain, "glorotNormal: gain");
    const family = truncated ? "truncatedNormal" : "normal";
    return ({ fanIn, fanOut }) =>
      lawOfStd(family, (gain * Math.sqrt(2)) / Math.sqrt(fanIn + fanOut));
  },
  { truncated: oneOf(true, false) },
);

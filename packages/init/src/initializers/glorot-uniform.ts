import { expectPositive } from "../check.ts";
import { defineInitializer } from "../initializer.ts";
import { uniform } from "../law.ts";

/** Options of {@link glorotUniform}. */
export interface GlorotUniformConfig {
  /** Factor of the bound: 5/3 for tanh in PyTorch. Default 1. */
  readonly gain?: number;
}

/**
 * Glorot (Xavier) uniform, for weights around sigmoid-like activations.
 *
 *     W ~ U[−a, a)        a = gain·√6 / √(fanIn + fanOut)
 *
 * The variance is that of {@link glorotNormal}: the compromise between 1/fanIn, which keeps the
 * scale of the activations, and 1/fanOut, which keeps that of the gradients.
 *
 * X. Glorot, Y. Bengio, "Understanding the Difficulty of Training Deep Feedforward Neural
 * Networks", AISTATS 2010, eq. 16.
 *
 * @throws unless gain > 0
 * @example dense({ units: 128, activation: "tanh", kernelInitializer: glorotUniform() })
 */
export const glorotUniform = defineInitializer(
  "glorotUniform",
  ({ gain = 1 }: GlorotUniformConfig = {}) => {
    expectPositive(gain, "glorotUniform: gain");
    return ({ fanIn, fanOut }) => {
      const a = (gain * Math.sqrt(6)) / Math.sqrt(fanIn + fanOut);
      return uniform(-a, a);
    };
  },
);

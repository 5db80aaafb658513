import { defineInitializer } from "../initializer.ts";
import { normal } from "../law.ts";

/** Options of {@link heNormal}. */
export interface HeNormalConfig {
  /** Slope `a` of the following leaky ReLU for x < 0. Default 0: plain ReLU. */
  readonly negativeSlope?: number;
}

/**
 * He normal, for weights in front of a (leaky) ReLU.
 *
 *     W ~ N(0, σ²)        σ = √(2 / ((1 + a²) · fanIn))
 *
 * A ReLU discards half of its input's second moment; the 2 restores it, so the scale of the
 * activations survives any depth. Any shape; only the layer's `fanIn` sets σ.
 *
 * K. He, X. Zhang, S. Ren, J. Sun, "Delving Deep into Rectifiers", ICCV 2015.
 *
 * @example dense({ units: 128, activation: "relu", kernelInitializer: heNormal() })
 */
export const heNormal = defineInitializer(
  "heNormal",
  ({ negativeSlope = 0 }: HeNormalConfig = {}) => {
    const gain = Math.sqrt(2 / (1 + negativeSlope * negativeSlope));
    return ({ fanIn }) => normal(0, gain / Math.sqrt(fanIn));
  },
);

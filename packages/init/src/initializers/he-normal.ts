import { oneOf } from "../check.ts";
import { FAN_MODES, type FanMode, fanOf } from "../fan-mode.ts";
import { heGain } from "../he-gain.ts";
import { defineInitializer } from "../initializer.ts";
import { lawOfStd } from "../law-of-std.ts";

/** Options of {@link heNormal}. */
export interface HeNormalConfig {
  /** Slope `a` of the following leaky ReLU for x < 0. Default 0: plain ReLU. */
  readonly negativeSlope?: number;
  /** Factor instead of √(2/(1 + a²)), for other activations: that of `gain("gelu")`. */
  readonly gain?: number;
  /** Default `"fanIn"`; `"fanOut"` keeps the scale of the gradients instead. */
  readonly mode?: FanMode;
  /** Cut at two standard deviations, with the same variance, as Keras and JAX do. Default false. */
  readonly truncated?: boolean;
}

/**
 * He (Kaiming) normal, for weights in front of a (leaky) ReLU.
 *
 *     W ~ N(0, σ²)        σ = √(2 / ((1 + a²) · fanIn))
 *
 * A ReLU discards half of its input's second moment; the 2 restores it, so the scale of the
 * activations survives any depth. Any shape; only the layer's `fanIn` sets σ.
 *
 * K. He, X. Zhang, S. Ren, J. Sun, "Delving Deep into Rectifiers", ICCV 2015.
 *
 * @throws for a slope that is not finite, unless gain > 0, and for slope and gain together
 * @example dense({ units: 128, activation: "relu", kernelInitializer: heNormal() })
 */
export const heNormal = defineInitializer(
  "heNormal",
  ({ negativeSlope, gain, mode = "fanIn", truncated = false }: HeNormalConfig = {}) => {
    const factor = heGain("heNormal", negativeSlope, gain);
    const family = truncated ? "truncatedNormal" : "normal";
    return (fans) => lawOfStd(family, factor / Math.sqrt(fanOf(mode, fans)));
  },
  { mode: oneOf(...FAN_MODES), truncated: oneOf(true, false) },
);

import { oneOf } from "../check.ts";
import { FAN_MODES, type FanMode, fanOf } from "../fan-mode.ts";
import { heGain } from "../he-gain.ts";
import { defineInitializer } from "../initializer.ts";
import { lawOfStd } from "../law-of-std.ts";

/** Options of {@link heUniform}. */
export interface HeUniformConfig {
  /** Slope `a` of the following leaky ReLU for x < 0. Default 0: plain ReLU. */
  readonly negativeSlope?: number;
  /** Factor instead of √(2/(1 + a²)), for other activations: that of `gain("gelu")`. */
  readonly gain?: number;
  /** Default `"fanIn"`; `"fanOut"` keeps the scale of the gradients instead. */
  readonly mode?: FanMode;
}

/**
 * He uniform, for weights in front of a (leaky) ReLU.
 *
 *     W ~ U[−b, b)        b = √(6 / ((1 + a²) · fanIn))
 *
 * The variance is that of {@link heNormal}, 2 / ((1 + a²) · fanIn).
 *
 * K. He, X. Zhang, S. Ren, J. Sun, "Delving Deep into Rectifiers", ICCV 2015.
 *
 * @throws for a slope that is not finite, unless gain > 0, and for slope and gain together
 * @example dense({ units: 128, activation: "relu", kernelInitializer: heUniform() })
 */
export const heUniform = defineInitializer(
  "heUniform",
  ({ negativeSlope, gain, mode = "fanIn" }: HeUniformConfig = {}) => {
    const factor = heGain("heUniform", negativeSlope, gain);
    return (fans) => lawOfStd("uniform", factor / Math.sqrt(fanOf(mode, fans)));
  },
  { mode: oneOf(...FAN_MODES) },
);

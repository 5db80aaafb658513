import { expectPositive, oneOf } from "../check.ts";
import { FAN_MODES, type FanMode, fanOf } from "../fan-mode.ts";
import { defineInitializer } from "../initializer.ts";
import { FAMILIES, type Family, lawOfStd } from "../law-of-std.ts";

/** Options of {@link varianceScaling}. */
export interface VarianceScalingConfig {
  /** The variance times the fan. Default 1. */
  readonly scale?: number;
  /** Which fan. Default `"fanIn"`. */
  readonly mode?: FanMode;
  /** Default `"truncatedNormal"`, cut at two standard deviations. */
  readonly distribution?: Family;
}

/**
 * The family that most laws belong to: the variance is `scale` over a fan.
 *
 *     Var[W] = scale/n        n = fanIn, fanOut, (fanIn + fanOut)/2 or √(fanIn·fanOut)
 *
 * All three distributions have that variance, the truncated one too. The defaults are those of Keras.
 *
 * TensorFlow, Keras and JAX have it by this name.
 *
 * @throws unless scale > 0, and for other modes and distributions
 * @example
 * varianceScaling({ scale: 2, distribution: "normal" }).law({ fanIn: 8, fanOut: 1 })
 * // { kind: "normal", mean: 0, std: 0.5 }
 */
export const varianceScaling = defineInitializer(
  "varianceScaling",
  (config: VarianceScalingConfig = {}) => {
    const { scale = 1, mode = "fanIn", distribution = "truncatedNormal" } = config;
    expectPositive(scale, "varianceScaling: scale");
    return (fans) => lawOfStd(distribution, Math.sqrt(scale / fanOf(mode, fans)));
  },
  { mode: oneOf(...FAN_MODES), distribution: oneOf(...FAMILIES) },
);

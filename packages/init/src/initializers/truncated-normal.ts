import { defineInitializer } from "../initializer.ts";
import { truncatedNormal as gaussianWithin } from "../law.ts";

/** Options of {@link truncatedNormal}. */
export interface TruncatedNormalConfig {
  /** Mean before the cut. Default 0. */
  readonly mean?: number;
  /** Standard deviation before the cut. Default 0.05. */
  readonly std?: number;
  /** Lower bound, in standard deviations from the mean. Default −2. */
  readonly low?: number;
  /** Upper bound, in standard deviations from the mean. Default 2. */
  readonly high?: number;
}

/**
 * Normal with a fixed scale and without its tails.
 *
 *     W ~ N(mean, std²)    given  mean + low·std ≤ W ≤ mean + high·std
 *
 * The cut makes the spread smaller, at ±2σ by the factor 0.8796; `std` is the one before. PyTorch's
 * `trunc_normal_` has std 1, and so has the alias; its bounds are absolute, these are in σ.
 *
 * @throws unless std > 0 and low < high
 * @example dense({ units: 32, kernelInitializer: truncatedNormal({ std: 0.02 }) })
 */
export const truncatedNormal = defineInitializer(
  "truncatedNormal",
  ({ mean = 0, std = 0.05, low = -2, high = 2 }: TruncatedNormalConfig = {}) => {
    const law = gaussianWithin(mean, std, low, high);
    return () => law;
  },
);

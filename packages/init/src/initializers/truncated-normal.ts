import { expectFinite, expectPositive, oneOf } from "../check.ts";
import { defineInitializer } from "../initializer.ts";
import { truncatedNormal as within } from "../law.ts";
import { variance } from "../moments.ts";

/** Options of {@link truncatedNormal}. */
export interface TruncatedNormalConfig {
  /** Mean before the cut. Default 0. */
  readonly mean?: number;
  /** Standard deviation before the cut, or after it where `corrected`. Default 0.05. */
  readonly std?: number;
  /** Lower bound. Default −2. */
  readonly low?: number;
  /** Upper bound. Default 2. */
  readonly high?: number;
  /**
   * What the bounds are: `"std"`, the default, standard deviations before the cut, from the mean;
   * `"absolute"`, the least and the greatest weight.
   */
  readonly bounds?: "std" | "absolute";
  /** Makes `std` the standard deviation of what is drawn, whatever the bounds. Default false. */
  readonly corrected?: boolean;
}

/** Beyond this many times the width of the bounds a normal is all but uniform between them. */
const WIDEST = 1000;

/**
 * Normal with a fixed scale and without its tails.
 *
 *     W ~ N(mean, σ²)    given    mean + low·σ ≤ W ≤ mean + high·σ    or    low ≤ W ≤ high
 *     σ = std            or, where corrected, the σ with which Var[W] = std²
 *
 * The cut makes the spread smaller, at ±2σ by the factor 0.8796, and moves the mean where the bounds
 * are not symmetric. PyTorch's `trunc_normal_` has std 1 and absolute bounds, and so has the alias;
 * in its networks, with std 0.02, these bounds cut nothing.
 *
 * @throws unless std > 0 and low < high, for bounds more than twelve σ from the mean, on one side of
 *   it, and for those between which no normal spreads by `std`
 * @example
 * truncatedNormal({ std: 0.02, corrected: true }).law({ fanIn: 1, fanOut: 1 })
 * // { kind: "truncatedNormal", mean: 0, std: 0.022736…, low: -2, high: 2 }
 */
export const truncatedNormal = defineInitializer(
  "truncatedNormal",
  (config: TruncatedNormalConfig = {}) => {
    const { mean = 0, std = 0.05, low = -2, high = 2, bounds = "std", corrected = false } = config;
    expectFinite(mean, "truncatedNormal: mean");
    expectPositive(std, "truncatedNormal: std", "one value for all is constant");
    if (!(low < high)) {
      throw new RangeError(`truncatedNormal: expected low < high, got low ${low} and high ${high}`);
    }
    const isAbsolute = bounds === "absolute";
    const sigmaOf = isAbsolute ? sigmaBetween : sigmaInProportion;
    const sigma = corrected ? sigmaOf(mean, std, low, high) : std;
    const law = isAbsolute
      ? within(mean, sigma, (low - mean) / sigma, (high - mean) / sigma)
      : within(mean, sigma, low, high);
    return () => law;
  },
  { bounds: oneOf("std", "absolute"), corrected: oneOf(true, false) },
);

/** The σ whose cut at low·σ and high·σ has the standard deviation `std`. */
function sigmaInProportion(mean: number, std: number, low: number, high: number): number {
  return std / Math.sqrt(variance(within(mean, 1, low, high)));
}

/**
 * The σ whose cut at low and high has the standard deviation `std`. That grows with σ, up to that of
 * the uniform law: by bisection, to the last bit.
 */
function sigmaBetween(mean: number, std: number, low: number, high: number): number {
  const width = high - low;
  // NaN where σ is so small that the bounds hold nothing. Such a σ makes no law.
  const squareOf = (sigma: number): number => {
    const [from, to] = [(low - mean) / sigma, (high - mean) / sigma];
    return variance({ kind: "truncatedNormal", mean, std: sigma, low: from, high: to });
  };
  let [from, to] = [std, WIDEST * width];
  if (!(to > from && squareOf(to) > std * std)) {
    throw new RangeError(
      `truncatedNormal: std: expected less than ${width / Math.sqrt(12)}, what a uniform law between ` +
        `the bounds has, got ${std}`,
    );
  }
  for (;;) {
    const middle = (from + to) / 2;
    if (middle <= from || middle >= to) return middle;
    if (squareOf(middle) >= std * std) to = middle;
    else from = middle;
  }
}

import { expectFinite, expectPositive } from "./check.ts";

/** A distribution of weights, as plain frozen data: it can be compared, printed and saved. */
export type Law = Constant | Uniform | Normal | TruncatedNormal | Rademacher;

/** One value, always. */
export interface Constant {
  readonly kind: "constant";
  readonly value: number;
}

/** U[low, high): every value between the bounds is as likely. */
export interface Uniform {
  readonly kind: "uniform";
  readonly low: number;
  readonly high: number;
}

/** N(mean, std²). */
export interface Normal {
  readonly kind: "normal";
  readonly mean: number;
  readonly std: number;
}

/** N(mean, std²) within mean + [low, high]·std; `mean` and `std` are those before the cut. */
export interface TruncatedNormal {
  readonly kind: "truncatedNormal";
  readonly mean: number;
  readonly std: number;
  readonly low: number;
  readonly high: number;
}

/** −scale or scale, one as likely as the other. */
export interface Rademacher {
  readonly kind: "rademacher";
  readonly scale: number;
}

/**
 * Standard deviation of N(0, 1) cut at ±2, √(1 − 4φ(2)/(2Φ(2) − 1)). Dividing by it gives a
 * truncated normal the scale of the untruncated one, as Keras and JAX do. A literal, since a
 * computed exponential would not have the same bits everywhere.
 *
 * @example Math.sqrt(laws.variance(laws.truncatedNormal(0, 1))) // 0.8796…
 */
export const stdWithinTwoSigma = 0.8796256610342398;

/** Where float32 probabilities end, Φ(−12) ≈ 2·10⁻³³: bounds beyond leave nothing to draw. */
const FARTHEST = 12;

/**
 * One value for every element; takes no draws.
 *
 * @throws for a value that is not finite in float32
 * @example laws.constant(1) // { kind: "constant", value: 1 }
 */
export function constant(value: number): Constant {
  return Object.freeze({ kind: "constant", value: expectFinite(value, "constant: value") });
}

/**
 * U[low, high).
 *
 * @throws for bounds that are not finite, and unless low < high
 * @example laws.uniform(-1, 1) // { kind: "uniform", low: -1, high: 1 }
 */
export function uniform(low: number, high: number): Uniform {
  expectFinite(low, "uniform: low");
  expectFinite(high, "uniform: high");
  expectOrder(low, high, "uniform");
  return Object.freeze({ kind: "uniform", low, high });
}

/**
 * N(mean, std²).
 *
 * @throws for numbers that are not finite, and unless std > 0
 * @example laws.normal(0, 0.5) // { kind: "normal", mean: 0, std: 0.5 }
 */
export function normal(mean: number, std: number): Normal {
  expectFinite(mean, "normal: mean");
  expectPositive(std, "normal: std", "one value for all is constant");
  return Object.freeze({ kind: "normal", mean, std });
}

/**
 * N(mean, std²) given mean + low·std ≤ w ≤ mean + high·std.
 *
 * @param std the one before the cut
 * @param low bound in standard deviations from the mean, as `high`
 * @throws for numbers that are not finite, unless std > 0 and low < high, and for bounds that are more
 *   than twelve standard deviations from the mean, on one side of it
 * @example laws.support(laws.truncatedNormal(1, 0.5)) // [0, 2]
 */
export function truncatedNormal(mean: number, std: number, low = -2, high = 2): TruncatedNormal {
  expectFinite(mean, "truncatedNormal: mean");
  expectPositive(std, "truncatedNormal: std", "one value for all is constant");
  expectFinite(low, "truncatedNormal: low");
  expectFinite(high, "truncatedNormal: high");
  expectOrder(low, high, "truncatedNormal");
  if (low > FARTHEST || high < -FARTHEST) {
    throw new RangeError(
      `truncatedNormal: expected bounds that reach within ${FARTHEST} standard deviations of the ` +
        `mean, got [${low}, ${high}]`,
    );
  }
  return Object.freeze({ kind: "truncatedNormal", mean, std, low, high });
}

/**
 * ±scale, each with probability ½.
 *
 * @throws unless scale > 0
 * @example laws.variance(laws.rademacher(0.5)) // 0.25
 */
export function rademacher(scale: number): Rademacher {
  expectPositive(scale, "rademacher: scale");
  return Object.freeze({ kind: "rademacher", scale });
}

function expectOrder(low: number, high: number, where: string): void {
  if (!(low < high)) {
    throw new RangeError(`${where}: expected low < high, got low ${low} and high ${high}`);
  }
}

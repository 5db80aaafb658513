import {
  copyInto,
  isContiguous,
  normalCdf,
  normalDensity,
  type RandomSource,
  type Tensor,
  tensor,
} from "@kindling/core";
import { expectFinite, expectPositive } from "./check.ts";

/** A distribution of weights, as plain frozen data: it can be compared, printed and saved. */
export type Law = Constant | Uniform | Normal | TruncatedNormal;

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

/**
 * Standard deviation of N(0, 1) cut at ±2, √(1 − 4φ(2)/(2Φ(2) − 1)). Dividing by it gives a
 * truncated normal the scale of the untruncated one, as Keras and JAX do. A literal, since a
 * computed exponential would not have the same bits everywhere.
 *
 * @example Math.sqrt(laws.variance(laws.truncatedNormal(0, 1))) // 0.8796…
 */
export const stdWithinTwoSigma = 0.8796256610342398;

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
 * @throws for numbers that are not finite, unless std > 0, and unless low < high
 * @example laws.support(laws.truncatedNormal(1, 0.5)) // [0, 2]
 */
export function truncatedNormal(mean: number, std: number, low = -2, high = 2): TruncatedNormal {
  expectFinite(mean, "truncatedNormal: mean");
  expectPositive(std, "truncatedNormal: std", "one value for all is constant");
  expectFinite(low, "truncatedNormal: low");
  expectFinite(high, "truncatedNormal: high");
  expectOrder(low, high, "truncatedNormal");
  return Object.freeze({ kind: "truncatedNormal", mean, std, low, high });
}

/**
 * E[w].
 *
 *     constant  value      uniform  (low + high)/2      normal  mean
 *     truncated normal     mean + std·(φ(low) − φ(high))/Z       Z = Φ(high) − Φ(low)
 *
 * @example laws.mean(laws.uniform(1, 3)) // 2
 */
export function mean(law: Law): number {
  switch (law.kind) {
    case "constant":
      return law.value;
    case "uniform":
      return (law.low + law.high) / 2;
    case "normal":
      return law.mean;
    case "truncatedNormal":
      return law.mean + law.std * shift(law);
  }
}

/**
 * E[(w − E[w])²].
 *
 *     constant  0      uniform  (high − low)²/12      normal  std²
 *     truncated normal     std²·(1 + (low·φ(low) − high·φ(high))/Z − ((φ(low) − φ(high))/Z)²)
 *
 * @example laws.variance(laws.uniform(0, 6)) // 3
 */
export function variance(law: Law): number {
  switch (law.kind) {
    case "constant":
      return 0;
    case "uniform":
      return (law.high - law.low) ** 2 / 12;
    case "normal":
      return law.std ** 2;
    case "truncatedNormal": {
      const { std, low, high } = law;
      const slope = (low * normalDensity(low) - high * normalDensity(high)) / mass(low, high);
      return std ** 2 * (1 + slope - shift(law) ** 2);
    }
  }
}

/**
 * The least and the greatest value, ±∞ for the normal.
 *
 * @example laws.support(laws.uniform(0, 6)) // [0, 6]
 */
export function support(law: Law): readonly [least: number, greatest: number] {
  switch (law.kind) {
    case "constant":
      return [law.value, law.value];
    case "uniform":
      return [law.low, law.high];
    case "normal":
      return [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
    case "truncatedNormal":
      return [law.mean + law.low * law.std, law.mean + law.high * law.std];
  }
}

/**
 * Probability density at x; ∞ at the value of a constant.
 *
 * @example laws.density(laws.uniform(0, 4), 1) // 0.25
 */
export function density(law: Law, x: number): number {
  const [least, greatest] = support(law);
  if (x < least || x > greatest) return 0;
  switch (law.kind) {
    case "constant":
      return Number.POSITIVE_INFINITY;
    case "uniform":
      return 1 / (law.high - law.low);
    case "normal":
      return normalDensity((x - law.mean) / law.std) / law.std;
    case "truncatedNormal": {
      const { std, low, high } = law;
      return normalDensity((x - law.mean) / std) / (std * mass(low, high));
    }
  }
}

/**
 * P(w ≤ x).
 *
 * @example laws.cdf(laws.uniform(0, 4), 1) // 0.25
 */
export function cdf(law: Law, x: number): number {
  const [least, greatest] = support(law);
  if (x < least) return 0;
  if (x >= greatest) return 1;
  switch (law.kind) {
    case "constant":
      return 1;
    case "uniform":
      return (x - law.low) / (law.high - law.low);
    case "normal":
      return normalCdf((x - law.mean) / law.std);
    case "truncatedNormal":
      return mass(law.low, (x - law.mean) / law.std) / mass(law.low, law.high);
  }
}

/**
 * Fills any view with independent draws, in row-major order; a constant draws nothing.
 *
 * @throws for a law that float32 cannot hold; `out` is then unchanged
 * @example
 * const w = tensor([0, 0]);
 * laws.draw(laws.constant(3), w, createRng(42));
 * toNested(w) // [3, 3]
 */
export function draw(law: Law, out: Tensor, rng: RandomSource): void {
  switch (law.kind) {
    case "constant":
      fillConstant(out, law.value);
      return;
    case "uniform":
      rng.uniform(out, law.low, law.high);
      return;
    case "normal":
      rng.normal(out, law.mean, law.std);
      return;
    case "truncatedNormal":
      rng.truncatedNormal(out, law.mean, law.std, law.low, law.high);
      return;
  }
}

function fillConstant(out: Tensor, value: number): void {
  if (isContiguous(out)) {
    out.data.fill(Math.fround(value), out.offset, out.offset + out.size);
  } else {
    copyInto(out, tensor(new Float32Array(out.size).fill(value), out.shape));
  }
}

/** Φ(high) − Φ(low), from the nearer tail, so that far bounds do not cancel. */
function mass(low: number, high: number): number {
  return low > 0 ? normalCdf(-low) - normalCdf(-high) : normalCdf(high) - normalCdf(low);
}

/** How far the cut moves the mean, in σ. */
function shift({ low, high }: TruncatedNormal): number {
  return (normalDensity(low) - normalDensity(high)) / mass(low, high);
}

function expectOrder(low: number, high: number, where: string): void {
  if (!(low < high)) {
    throw new RangeError(`${where}: expected low < high, got low ${low} and high ${high}`);
  }
}

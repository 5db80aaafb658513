import { normalCdf, normalDensity } from "@kindling/core";
import type { Law, TruncatedNormal } from "./law.ts";

/**
 * E[w].
 *
 *     constant  value      uniform  (low + high)/2      normal  mean      rademacher  0
 *     truncated normal     mean + std·(φ(low) − φ(high))/Z       Z = Φ(high) − Φ(low)
 *
 * @example laws.mean(laws.uniform(1, 3)) // 2
 */
export function mean(law: Law): number {
  switch (law.kind) {
    case "constant":
      return law.value;
    case "rademacher":
      return 0;
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
 *     constant  0      uniform  (high − low)²/12      normal  std²      rademacher  scale²
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
    case "rademacher":
      return law.scale ** 2;
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
    case "rademacher":
      return [-law.scale, law.scale];
    case "uniform":
      return [law.low, law.high];
    case "normal":
      return [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
    case "truncatedNormal":
      return [law.mean + law.low * law.std, law.mean + law.high * law.std];
  }
}

/**
 * Probability density at x; ∞ where a single value has a probability.
 *
 * @example laws.density(laws.uniform(0, 4), 1) // 0.25
 */
export function density(law: Law, x: number): number {
  const [least, greatest] = support(law);
  if (x < least || x > greatest) return 0;
  switch (law.kind) {
    case "constant":
      return Number.POSITIVE_INFINITY;
    case "rademacher":
      return Math.abs(x) === law.scale ? Number.POSITIVE_INFINITY : 0;
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
    case "rademacher":
      return 0.5;
    case "uniform":
      return (x - law.low) / (law.high - law.low);
    case "normal":
      return normalCdf((x - law.mean) / law.std);
    case "truncatedNormal":
      return mass(law.low, (x - law.mean) / law.std) / mass(law.low, law.high);
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

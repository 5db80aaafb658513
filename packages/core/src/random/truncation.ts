import { show } from "../show.ts";
import { normalCdf } from "./normal-cdf.ts";
import type { TruncationOptions } from "./random-source.ts";
import { float32AtLeast, float32AtMost } from "./rounding.ts";

/** Where float32 probabilities end: Φ(−12) ≈ 2·10⁻³³. */
const FARTHEST = 12;

/** The bounds of a truncated normal, in units of std from the mean and as they are. */
export interface Bounds {
  readonly low: number;
  readonly high: number;
  readonly least: number;
  readonly most: number;
}

/**
 * Both forms of bounds that are given in one. Where std is 0, bounds around the mean are infinitely
 * many std away.
 */
export function boundsOf(
  where: string,
  mean: number,
  std: number,
  low: number,
  high: number,
  { bounds = "std" }: TruncationOptions,
): Bounds {
  switch (bounds) {
    case "std":
      return { low, high, least: mean + low * std, most: mean + high * std };
    case "absolute":
      return { low: inStd(low, mean, std), high: inStd(high, mean, std), least: low, most: high };
  }
  throw new RangeError(`${where}: bounds: expected "std" or "absolute", got ${show(bounds)}`);
}

function inStd(bound: number, mean: number, std: number): number {
  return bound === mean ? 0 : (bound - mean) / std;
}

/** What kernels draw: mean + scale·Φ⁻¹(p), p uniform in [from, to], clipped to [least, most]. */
export interface QuantileLaw {
  readonly scale: number;
  readonly from: number;
  readonly to: number;
  readonly least: number;
  readonly most: number;
}

/**
 * The law of bounds that hold something. Probabilities near 1 have no digits left for the tail, so an
 * upper tail is drawn as a lower one with a negative scale.
 */
export function quantileLaw(where: string, std: number, bounds: Bounds): QuantileLaw {
  const { low, high } = bounds;
  if (!(low < high && low <= FARTHEST && high >= -FARTHEST)) {
    throw new RangeError(
      `${where}: expected bounds low < high that reach within ±${FARTHEST} std, ` +
        `got [${low}, ${high}] std`,
    );
  }
  const least = float32AtLeast(bounds.least);
  const most = float32AtMost(bounds.most);
  const scale = Math.fround(std);
  if (scale !== 0 && !(least <= most)) {
    throw new RangeError(
      `${where}: expected bounds with float32 numbers between, ` +
        `got [${bounds.least}, ${bounds.most}]`,
    );
  }
  return low > 0
    ? { scale: -scale, from: normalCdf(-high), to: normalCdf(-low), least, most }
    : { scale, from: normalCdf(low), to: normalCdf(high), least, most };
}

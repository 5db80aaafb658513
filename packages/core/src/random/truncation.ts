import { show } from "../show.ts";
import type { TruncationOptions } from "./random-source.ts";

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

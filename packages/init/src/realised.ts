import type { Tensor } from "@kindling/core";
import { elementsOf } from "./elements.ts";

/** What the elements of a tensor are like. */
export interface Statistics {
  readonly count: number;
  /** Of those that are finite; NaN where there are none, as the other figures. */
  readonly mean: number;
  /** √(Σ(w − mean)²/count). */
  readonly std: number;
  readonly least: number;
  readonly greatest: number;
  /** How many are exactly 0, and how many are not finite. */
  readonly zeros: number;
  readonly nonFinite: number;
}

/** The statistics of a tensor, in float64. */
export function statisticsOf(values: Tensor): Statistics {
  const finite = elementsOf(values).filter(Number.isFinite);
  const count = finite.length;
  const mean = finite.reduce((sum, value) => sum + value, 0) / count;
  const square = finite.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / count;
  const none = count === 0;
  return {
    count: values.size,
    mean,
    std: Math.sqrt(square),
    least: none ? Number.NaN : finite.reduce((a, b) => Math.min(a, b)),
    greatest: none ? Number.NaN : finite.reduce((a, b) => Math.max(a, b)),
    zeros: finite.reduce((sum, value) => sum + Number(value === 0), 0),
    nonFinite: values.size - count,
  };
}

import { show } from "@kindling/core";
import { expectPositive, expectWhole } from "../check.ts";
import { defineSchedule, type ScheduleConfig } from "./schedule.ts";

/** Options of {@link piecewiseConstant}. */
export interface PiecewiseConstantConfig extends ScheduleConfig {
  /** Where one rate ends and the next begins: whole numbers, rising. */
  readonly boundaries: readonly number[];
  /** One rate more than there are boundaries. */
  readonly rates: readonly number[];
}

/**
 * One rate after another.
 *
 *     η(t) = ηᵢ        where i boundaries are at or below t
 *
 * @throws for boundaries that do not rise, and another number of rates
 * @example
 * const schedule = piecewiseConstant({ boundaries: [100, 200], rates: [0.1, 0.05, 0.01] });
 * [99, 100, 200].map((step) => schedule.at({ step, epoch: 0 })) // [0.1, 0.05, 0.01]
 */
export const piecewiseConstant = defineSchedule(
  "piecewiseConstant",
  ({ boundaries, rates }: PiecewiseConstantConfig) => {
    for (const [i, boundary] of boundaries.entries()) {
      const least = i === 0 ? 1 : boundaries[i - 1]! + 1;
      expectWhole(boundary, least, `piecewiseConstant: boundaries[${i}]`);
    }
    if (rates.length !== boundaries.length + 1) {
      throw new RangeError(
        `piecewiseConstant: rates: expected ${boundaries.length + 1}, one more than boundaries, got ${rates.length}`,
      );
    }
    for (const [i, rate] of rates.entries()) expectPositive(rate, `piecewiseConstant: rates[${i}]`);
    return {
      config: { boundaries: [...boundaries], rates: [...rates] },
      at: (t) => {
        let i = 0;
        while (i < boundaries.length && t >= boundaries[i]!) i++;
        return rates[i]!;
      },
    };
  },
  { boundaries: expectArray, rates: expectArray },
);

function expectArray(value: unknown, where: string): void {
  if (!Array.isArray(value)) throw new TypeError(`${where}: expected an array, got ${show(value)}`);
}

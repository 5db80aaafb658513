import { power } from "@kindling/core";
import { expectPositive } from "../check.ts";
import { defineSchedule, type ScheduleConfig } from "./schedule.ts";

/** Options of {@link exponentialDecay}. */
export interface ExponentialDecayConfig extends ScheduleConfig {
  /** η₀ */
  readonly initial: number;
  /** γ: what is left of the rate after `steps`. */
  readonly factor: number;
  /** T. Default 1. */
  readonly steps?: number;
}

/**
 * A rate that shrinks by the same factor all the time. For drops, see `stepDecay`.
 *
 *     η(t) = η₀·γ^(t/T)
 *
 * @throws for numbers that are not above 0
 * @example
 * const schedule = exponentialDecay({ initial: 0.4, factor: 0.25, steps: 100 });
 * [0, 50, 100].map((step) => schedule.at({ step, epoch: 0 })) // [0.4, 0.2…, 0.1]
 */
export const exponentialDecay = defineSchedule(
  "exponentialDecay",
  ({ initial, factor, steps = 1 }: ExponentialDecayConfig) => {
    expectPositive(initial, "exponentialDecay: initial");
    expectPositive(factor, "exponentialDecay: factor");
    expectPositive(steps, "exponentialDecay: steps");
    return { config: { initial, factor, steps }, at: (t) => initial * power(factor, t / steps) };
  },
);

import { expectPositive } from "../check.ts";
import { defineSchedule, type ScheduleConfig } from "./schedule.ts";

/** Options of {@link inverseTimeDecay}. */
export interface InverseTimeDecayConfig extends ScheduleConfig {
  /** η₀ */
  readonly initial: number;
  /** T: when half of it is left. */
  readonly steps: number;
}

/**
 * A rate that falls with the time that has passed.
 *
 *     η(t) = η₀ / (1 + t/T)
 *
 * @throws for numbers that are not above 0
 * @example
 * const schedule = inverseTimeDecay({ initial: 1, steps: 10 });
 * [0, 10, 30].map((step) => schedule.at({ step, epoch: 0 })) // [1, 0.5, 0.25]
 */
export const inverseTimeDecay = defineSchedule(
  "inverseTimeDecay",
  ({ initial, steps }: InverseTimeDecayConfig) => {
    expectPositive(initial, "inverseTimeDecay: initial");
    expectPositive(steps, "inverseTimeDecay: steps");
    return { config: { initial, steps }, at: (t) => initial / (1 + t / steps) };
  },
);

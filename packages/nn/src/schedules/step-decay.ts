import { expectPositive, expectWhole } from "../check.ts";
import { integerPower } from "./integer-power.ts";
import { defineSchedule, type ScheduleConfig } from "./schedule.ts";

/** Options of {@link stepDecay}. */
export interface StepDecayConfig extends ScheduleConfig {
  /** η₀ */
  readonly initial: number;
  /** k: so much passes from one rate to the next. */
  readonly every: number;
  /** γ. Default 0.1. */
  readonly factor?: number;
}

/**
 * A rate that drops every so often.
 *
 *     η(t) = η₀·γ^⌊t/k⌋
 *
 * @throws for a rate or factor that is not above 0, and a `k` that is no whole number above 0
 * @example
 * const schedule = stepDecay({ initial: 1, every: 30, factor: 0.5, per: "epoch" });
 * [0, 29, 30, 60].map((epoch) => schedule.at({ step: 0, epoch })) // [1, 1, 0.5, 0.25]
 */
export const stepDecay = defineSchedule(
  "stepDecay",
  ({ initial, every, factor = 0.1 }: StepDecayConfig) => {
    expectPositive(initial, "stepDecay: initial");
    expectWhole(every, 1, "stepDecay: every");
    expectPositive(factor, "stepDecay: factor");
    return {
      config: { initial, every, factor },
      at: (t) => initial * integerPower(factor, Math.floor(t / every)),
    };
  },
);

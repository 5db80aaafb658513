import { power as powerOf } from "@kindling/core";
import { expectNonNegative, expectPositive } from "../check.ts";
import { defineSchedule, type ScheduleConfig } from "./schedule.ts";

/** Options of {@link polynomialDecay}. */
export interface PolynomialDecayConfig extends ScheduleConfig {
  /** η₀ */
  readonly initial: number;
  /** T: when the last rate is reached. */
  readonly steps: number;
  /** η₁, at least 0. Default 0. */
  readonly final?: number;
  /** p: 1 is a straight line. Default 1. */
  readonly power?: number;
}

/**
 * A rate that follows a power of the time that is left.
 *
 *     η(t) = η₁ + (η₀ − η₁)·(1 − min(t, T)/T)ᵖ
 *
 * @throws for numbers that are not above 0, and a last rate below 0
 * @example
 * const schedule = polynomialDecay({ initial: 1, steps: 4, final: 0.5 });
 * [0, 2, 4, 9].map((step) => schedule.at({ step, epoch: 0 })) // [1, 0.75, 0.5, 0.5]
 */
export const polynomialDecay = defineSchedule(
  "polynomialDecay",
  ({ initial, steps, final = 0, power = 1 }: PolynomialDecayConfig) => {
    expectPositive(initial, "polynomialDecay: initial");
    expectPositive(steps, "polynomialDecay: steps");
    expectNonNegative(final, "polynomialDecay: final");
    expectPositive(power, "polynomialDecay: power");
    return {
      config: { initial, steps, final, power },
      at: (t) => {
        const left = 1 - Math.min(t, steps) / steps;
        return final + (initial - final) * (power === 1 ? left : powerOf(left, power));
      },
    };
  },
);

import { cosine } from "@kindling/core";
import { expectBoolean, expectNonNegative, expectPositive, expectWhole } from "../check.ts";
import { integerPower } from "./integer-power.ts";
import { defineSchedule, type ScheduleConfig } from "./schedule.ts";

/** Options of {@link cosineDecay}. */
export interface CosineDecayConfig extends ScheduleConfig {
  /** η₀ */
  readonly initial: number;
  /** T: from the end of the warm-up to the last rate, or to the first restart. */
  readonly steps: number;
  /** η₁, at least 0. Default 0. */
  readonly final?: number;
  /** So long the rate first rises, in a straight line. Default 0. */
  readonly warmUp?: number;
  /** From this rate, at least 0. Default 0. */
  readonly warmUpFrom?: number;
  /** Begins anew whenever the last rate would be reached. Default false. */
  readonly restarts?: boolean;
  /** Each period is so many times as long as the one before; a whole number. Default 1. */
  readonly lengthen?: number;
  /** Each period begins at this share of the rate of the one before. Default 1. */
  readonly shrink?: number;
}

/**
 * Half a wave from one rate to another, with warm-up and restarts.
 *
 *     warm-up     η(t) = w + (η₀ − w)·t/warmUp
 *     then        η(t) = η₁ + ½·(η₀ − η₁)·(1 + cos(π·min(t − warmUp, T)/T))
 *     restarts    the time within the period in the place of t; period i lasts T·lengthenⁱ and
 *                 begins at η₀·shrinkⁱ
 *
 * I. Loshchilov, F. Hutter, "SGDR: Stochastic Gradient Descent with Warm Restarts", ICLR 2017.
 *
 * @throws for rates and lengths that are not above 0, and others below 0
 * @example
 * const schedule = cosineDecay({ initial: 1, steps: 4, warmUp: 2, restarts: true });
 * [0, 1, 2, 4, 6, 8].map((step) => schedule.at({ step, epoch: 0 })) // [0, 0.5, 1, 0.5, 1, 0.5]
 */
export const cosineDecay = defineSchedule(
  "cosineDecay",
  (options: CosineDecayConfig) => {
    const { initial, steps, final = 0, warmUp = 0, warmUpFrom = 0 } = options;
    const { restarts = false, lengthen = 1, shrink = 1 } = options;
    expectPositive(initial, "cosineDecay: initial");
    expectPositive(steps, "cosineDecay: steps");
    expectNonNegative(final, "cosineDecay: final");
    expectNonNegative(warmUp, "cosineDecay: warmUp");
    expectNonNegative(warmUpFrom, "cosineDecay: warmUpFrom");
    expectWhole(lengthen, 1, "cosineDecay: lengthen");
    expectPositive(shrink, "cosineDecay: shrink");
    const wave = (from: number, share: number): number =>
      final + 0.5 * (from - final) * (1 + cosine(Math.PI * share));
    return {
      config: { initial, steps, final, warmUp, warmUpFrom, restarts, lengthen, shrink },
      at: (t) => {
        if (t < warmUp) return warmUpFrom + ((initial - warmUpFrom) * t) / warmUp;
        const since = t - warmUp;
        if (!restarts) return wave(initial, Math.min(since, steps) / steps);
        let period = 0;
        let begin = 0;
        let length = steps;
        if (lengthen === 1) {
          period = Math.floor(since / steps);
          begin = period * steps;
        } else {
          for (; since >= begin + length; length *= lengthen, period++) begin += length;
        }
        return wave(initial * integerPower(shrink, period), (since - begin) / length);
      },
    };
  },
  { restarts: expectBoolean },
);

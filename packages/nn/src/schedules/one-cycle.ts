import { cosine } from "@kindling/core";
import { expectMember, expectPositive, expectRange, expectWhole } from "../check.ts";
import { defineSchedule, type ScheduleConfig } from "./schedule.ts";

/** Options of {@link oneCycle}. */
export interface OneCycleConfig extends ScheduleConfig {
  /** ηₘ, the largest rate. */
  readonly peak: number;
  /** T, at least 3: the last rate is that of T − 1. */
  readonly steps: number;
  /** Share of T until the peak, in (0, 1). Default 0.3. */
  readonly warmUp?: number;
  /** η₀ = ηₘ/this. Default 25. */
  readonly startDivisor?: number;
  /** η₁ = η₀/this. Default 1e4. */
  readonly finalDivisor?: number;
  /** How the rate goes up and down. Default `"cosine"`. */
  readonly shape?: "cosine" | "linear";
}

/**
 * Up to a peak and down far below where it began.
 *
 *     t from 0 to p = warmUp·T − 1       from η₀ = ηₘ/startDivisor to ηₘ
 *     t from p to T − 1, and after it    from ηₘ to η₁ = η₀/finalDivisor
 *
 * L. Smith, N. Topin, "Super-Convergence: Very Fast Training of Neural Networks Using Large
 * Learning Rates", 2018, with the phases of PyTorch's OneCycleLR.
 *
 * @throws for rates and divisors that are not above 0, and a share of warm-up that leaves no step
 * @example
 * const schedule = oneCycle({ peak: 1, steps: 11, warmUp: 0.5, shape: "linear", startDivisor: 4 });
 * schedule.at({ step: 0, epoch: 0 }) // 0.25
 */
export const oneCycle = defineSchedule(
  "oneCycle",
  (options: OneCycleConfig) => {
    const { peak, steps, warmUp = 0.3, startDivisor = 25, finalDivisor = 1e4 } = options;
    const { shape = "cosine" } = options;
    expectPositive(peak, "oneCycle: peak");
    expectWhole(steps, 3, "oneCycle: steps");
    expectRange(warmUp, 0, 1, "oneCycle: warmUp");
    expectPositive(startDivisor, "oneCycle: startDivisor");
    expectPositive(finalDivisor, "oneCycle: finalDivisor");
    const turn = warmUp * steps - 1;
    expectPositive(turn, "oneCycle: warmUp·steps − 1");
    const [start, final] = [peak / startDivisor, peak / startDivisor / finalDivisor];
    const between = (from: number, to: number, share: number): number =>
      shape === "linear"
        ? from + (to - from) * share
        : to + 0.5 * (from - to) * (1 + cosine(Math.PI * share));
    return {
      config: { peak, steps, warmUp, startDivisor, finalDivisor, shape },
      at: (t) =>
        t <= turn
          ? between(start, peak, t / turn)
          : between(peak, final, Math.min((t - turn) / (steps - 1 - turn), 1)),
    };
  },
  { shape: (value, where) => expectMember(value, ["cosine", "linear"], where) },
);

import { sizeOf } from "@kindling/core";
import { at, expectLikeOutput, type Metric, weigh } from "./metric.ts";

/**
 * Coefficient of determination, the mean over the entries of an output: the share of the targets'
 * variance that the outputs explain.
 *
 *     R² = 1 − Σ (y − t)² / Σ (t − t̄)²
 *
 * NaN where the targets are all alike and met, −∞ where they are not met. Behind a mask the entries are
 * those of a step, over all steps that count.
 *
 * @example rSquared().name // "rSquared"
 */
export function rSquared(): Metric {
  return {
    name: "rSquared",
    sums: (output) => 4 * sizeOf(output),
    bind: (io) => {
      const { y, target, sums } = io;
      expectLikeOutput(io, "rSquared");
      const samples = y.shape[0]!;
      const width = samples === 0 ? 0 : y.size / samples;
      const weightOf = weigh(io, samples);
      return () => {
        sums.fill(0);
        for (let sample = 0; sample < samples; sample++) {
          const weight = weightOf(sample);
          for (let i = 0; i < width; i++) {
            const t = at(target, sample * width + i);
            const error = at(y, sample * width + i) - t;
            sums[4 * i]! += weight;
            sums[4 * i + 1]! += weight * t;
            sums[4 * i + 2]! += weight * t * t;
            sums[4 * i + 3]! += weight * error * error;
          }
        }
      };
    },
    value: (sums) => {
      let sum = 0;
      let entries = 0;
      for (let i = 0; i < sums.length; i += 4) {
        const total = sums[i]!;
        const first = sums[i + 1]!;
        const second = sums[i + 2]!;
        const errors = sums[i + 3]!;
        if (total === 0) continue;
        sum += 1 - errors / (second - (first * first) / total);
        entries++;
      }
      return sum / entries;
    },
  };
}

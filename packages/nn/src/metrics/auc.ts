import { withOptions } from "@kindling/init";
import { expectWhole } from "../check.ts";
import { at, expectLikeOutput, type Metric, weigh } from "./metric.ts";

/** Options of {@link auc}. */
export interface AucConfig {
  /** Outputs that fall into one of so many equal parts of [0, 1] count as equal. Default 4096. */
  readonly bins?: number;
}

/** All that float32 tells apart in [½, 1). */
const MOST_BINS = 2 ** 24;

/**
 * Area under the ROC curve: how often an output whose target is 1 is above one whose target is 0;
 * equal outputs count half.
 *
 *     AUC = Σ_b n₀(b)·(Σ_{c>b} n₁(c) + ½·n₁(b)) / (n₀·n₁)
 *
 * Outputs are probabilities, or logits where the loss says so; every one is an answer of its own.
 * Only pairs within one of the `bins` are counted as equal where they may not be. NaN where one of
 * the two kinds is missing.
 *
 * @throws for a number of bins that is not whole, from 2 to 2²⁴
 * @example auc().name // "auc"
 */
export function auc(config: AucConfig = {}): Metric {
  const bins = withOptions("auc", config, ({ bins = 4096 }) =>
    expectWhole(bins, 2, "auc: bins", MOST_BINS),
  );
  return {
    name: "auc",
    config: { bins },
    sums: 2 * bins,
    bind: (io) => {
      const { y, target, logits, sums } = io;
      expectLikeOutput(io, "auc");
      const weightOf = weigh(io, y.size);
      return () => {
        sums.fill(0);
        for (let i = 0; i < y.size; i++) {
          const z = at(y, i);
          // Only the order counts, so logits need no exponential to come into [0, 1].
          const score = logits ? 0.5 + (0.5 * z) / (1 + Math.abs(z)) : z;
          const bin = Math.min(Math.max(Math.floor(score * bins), 0), bins - 1);
          sums[at(target, i) > 0.5 ? bins + bin : bin]! += weightOf(i);
        }
      };
    },
    value: (sums) => {
      let above = 0;
      let others = 0;
      let pairs = 0;
      for (let bin = bins - 1; bin >= 0; bin--) {
        const zeros = sums[bin]!;
        const ones = sums[bins + bin]!;
        pairs += zeros * (above + ones / 2);
        above += ones;
        others += zeros;
      }
      return pairs / (above * others);
    },
  };
}

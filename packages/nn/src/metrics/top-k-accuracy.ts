import { withOptions } from "@kindling/init";
import { expectWhole } from "../check.ts";
import { at, classOf, type Metric, meanMetric, rowsOf } from "./metric.ts";

/** Options of {@link topKAccuracy}. */
export interface TopKAccuracyConfig {
  /** Default 5. */
  readonly k?: number;
}

/**
 * Share of rows in which less than k outputs are above that of the right class. Of equal outputs
 * those that stand first count as above. Targets are class numbers or distributions. Its name is
 * `top5Accuracy`, with k.
 *
 * @throws for a k that is no whole number above 0
 * @example topKAccuracy({ k: 3 }).name // "top3Accuracy"
 */
export function topKAccuracy(config: TopKAccuracyConfig = {}): Metric {
  const k = withOptions("topKAccuracy", config, ({ k = 5 }) =>
    expectWhole(k, 1, "topKAccuracy: k"),
  );
  const saved = { type: "topKAccuracy", config: { k } };
  return meanMetric(
    `top${k}Accuracy`,
    (io) => {
      const { y } = io;
      const { rows, columns } = rowsOf(y);
      const target = classOf(io);
      const value = (row: number): number => {
        const start = row * columns;
        const right = target(row);
        const output = at(y, start + right);
        let above = 0;
        for (let column = 0; column < columns; column++) {
          const other = at(y, start + column);
          if (other > output || (other === output && column < right)) above++;
        }
        return above < k ? 1 : 0;
      };
      return { rows, value };
    },
    saved,
  );
}

import { sizeOf, type Tensor } from "@kindling/core";
import type { Metric } from "./metric.ts";

/**
 * Share of right answers.
 *
 *     targets [batch]              the largest output's number equals the target
 *     targets [batch, classes]     the largest output and the largest target stand at one place
 *     one output                   the answer (1 above ½, or above 0 for logits) equals the target
 *
 * Of equal outputs the first counts. Outputs of several axes are compared row by row along the last.
 *
 * @example
 * const loss = "sparseCategoricalCrossentropy";
 * model.compile({ optimizer: sgd(), loss, metrics: ["accuracy"] });
 * Object.keys(model.evaluate(x, y)) // ["loss", "accuracy"]
 */
export function accuracy(): Metric {
  return {
    name: "accuracy",
    bind: ({ y, target, result, logits }) => {
      const columns = y.shape.at(-1) ?? 1;
      const rows = columns === 0 ? 0 : sizeOf(y.shape) / columns;
      const right =
        columns === 1
          ? (row: number) => at(y, row) > (logits ? 0 : 0.5) === at(target, row) > 0.5
          : target.size === rows
            ? (row: number) => largest(y, row, columns) === at(target, row)
            : (row: number) => largest(y, row, columns) === largest(target, row, columns);
      return () => {
        let hits = 0;
        for (let row = 0; row < rows; row++) if (right(row)) hits++;
        result[0] = hits / rows;
      };
    },
  };
}

function at(x: Tensor, index: number): number {
  return x.data[x.offset + index]!;
}

function largest(x: Tensor, row: number, columns: number): number {
  const start = x.offset + row * columns;
  let best = 0;
  for (let column = 1; column < columns; column++) {
    if (x.data[start + column]! > x.data[start + best]!) best = column;
  }
  return best;
}

import { withOptions } from "@kindling/init";
import { expectOpen } from "../check.ts";
import {
  at,
  classOf,
  expectLikeOutput,
  largest,
  type Metric,
  type MetricIO,
  meanMetric,
  rowsOf,
  thresholdOf,
} from "./metric.ts";

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
  return meanMetric("accuracy", (io) =>
    rowsOf(io.y).columns === 1 ? elementwise(io, 0.5) : byClass(io),
  );
}

/** Options of {@link binaryAccuracy}. */
export interface BinaryAccuracyConfig {
  /** A probability; outputs above it answer 1. Default ½. */
  readonly threshold?: number;
}

/**
 * Share of outputs, each by itself, on the side of the threshold on which their target is.
 *
 * @throws for a threshold outside (0, 1)
 * @example binaryAccuracy({ threshold: 0.7 }).name // "binaryAccuracy"
 */
export function binaryAccuracy(config: BinaryAccuracyConfig = {}): Metric {
  const threshold = withOptions("binaryAccuracy", config, ({ threshold = 0.5 }) =>
    expectOpen(threshold, 0, 1, "binaryAccuracy: threshold"),
  );
  return meanMetric("binaryAccuracy", (io) => elementwise(io, threshold), {
    config: { threshold },
  });
}

/**
 * Share of rows whose largest output and largest target stand at one place.
 *
 * @example categoricalAccuracy().name // "categoricalAccuracy"
 */
export function categoricalAccuracy(): Metric {
  return meanMetric("categoricalAccuracy", (io) => {
    expectLikeOutput(io, "categoricalAccuracy");
    return byClass(io);
  });
}

/**
 * Share of rows whose largest output has the number of the target.
 *
 * @example sparseCategoricalAccuracy().name // "sparseCategoricalAccuracy"
 */
export function sparseCategoricalAccuracy(): Metric {
  return meanMetric("sparseCategoricalAccuracy", (io) => {
    const { rows } = rowsOf(io.y);
    if (io.target.size !== rows) {
      throw new RangeError(
        `sparseCategoricalAccuracy: expected ${rows} class numbers, got ${io.target.size}`,
      );
    }
    return byClass(io);
  });
}

function byClass(io: MetricIO) {
  const { y } = io;
  const { rows, columns } = rowsOf(y);
  const target = classOf(io);
  return {
    rows,
    value: (row: number) => (largest(y, row, columns) === target(row) ? 1 : 0),
  };
}

function elementwise(io: MetricIO, probability: number) {
  const { y, target } = io;
  expectLikeOutput(io, "accuracy");
  const threshold = thresholdOf(io, probability);
  return {
    rows: y.size,
    value: (i: number) => (at(y, i) > threshold === at(target, i) > 0.5 ? 1 : 0),
  };
}

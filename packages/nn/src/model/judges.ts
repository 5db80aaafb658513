import type { Shape } from "@kindling/core";
import { expectNonNegative } from "../check.ts";
import type { Loss } from "../losses/loss.ts";
import type { LossName } from "../losses/resolve.ts";
import type { Metric } from "../metrics/metric.ts";
import type { MetricName } from "../metrics/resolve.ts";
import type { Names } from "../names.ts";

/** What one output is judged by. */
export interface Judges {
  readonly loss: Loss;
  /** Its share in the loss of the net. */
  readonly lossWeight: number;
  readonly metrics: readonly Metric[];
  /** Metrics in which samples count by their weights. */
  readonly weightedMetrics: readonly Metric[];
}

/** One for all outputs, or an array with one for each. */
export type OfEach<T> = T | readonly T[];

type Named = MetricName | Metric;

/** What a net is judged by. */
export interface JudgeOptions {
  /** With several outputs one for all of them, or an array with one for each; their sum is the loss. */
  readonly loss: OfEach<LossName | Loss>;
  /** With several outputs the factor of each in the sum. Default 1. */
  readonly lossWeights?: readonly number[];
  /** With several outputs those of all of them, or an array with an array for each. */
  readonly metrics?: OfEach<readonly Named[]> | readonly Named[];
  /** Metrics in which samples count by their weights; in `metrics` all count alike. */
  readonly weightedMetrics?: OfEach<readonly Named[]> | readonly Named[];
}

/**
 * The judges of every output: one loss for all, or an array with one for each; metrics likewise.
 *
 * @throws for unknown names, and arrays of another length
 */
export function judgesOf(options: JudgeOptions, outputs: number, names: Names): readonly Judges[] {
  const { loss, lossWeights, metrics = [], weightedMetrics = [] } = options;
  const losses = Array.isArray(loss) ? (loss as readonly (LossName | Loss)[]) : undefined;
  expectOutputs(losses, outputs, "loss");
  expectOutputs(lossWeights, outputs, "lossWeights");
  for (const [i, weight] of (lossWeights ?? []).entries()) {
    expectNonNegative(weight, `compile: lossWeights[${i}]`);
  }
  const plain = metricsOf(metrics as readonly Named[], outputs, "metrics", names);
  const weighted = metricsOf(
    weightedMetrics as readonly Named[],
    outputs,
    "weightedMetrics",
    names,
  );
  return Array.from({ length: outputs }, (_, i) => ({
    loss: names.loss(losses ? losses[i]! : (loss as LossName | Loss)),
    lossWeight: lossWeights?.[i] ?? 1,
    metrics: plain[i]!,
    weightedMetrics: weighted[i]!,
  }));
}

/** What {@link judgesOf} made them of, in full. */
export function optionsOf(judges: readonly Judges[]) {
  return {
    loss: judges.map(({ loss }) => loss),
    lossWeights: judges.map(({ lossWeight }) => lossWeight),
    metrics: judges.map(({ metrics }) => metrics),
    weightedMetrics: judges.map(({ weightedMetrics }) => weightedMetrics),
  };
}

/** All metrics of an output, the weighted ones last. */
export function metricsOfAll({ metrics, weightedMetrics }: Judges): readonly Metric[] {
  return [...metrics, ...weightedMetrics];
}

/** Room for the sums of a metric. */
export function sumsOf({ sums }: Metric, output: Shape): Float64Array {
  return new Float64Array(typeof sums === "number" ? sums : sums(output));
}

function metricsOf(
  metrics: readonly Named[] | readonly (readonly Named[])[],
  outputs: number,
  what: string,
  names: Names,
): Metric[][] {
  const perOutput = metrics.some(Array.isArray)
    ? (metrics as readonly (readonly Named[])[])
    : undefined;
  expectOutputs(perOutput, outputs, what);
  return Array.from({ length: outputs }, (_, i) =>
    (perOutput ? perOutput[i]! : (metrics as readonly Named[])).map((each) => names.metric(each)),
  );
}

function expectOutputs(list: readonly unknown[] | undefined, outputs: number, what: string): void {
  if (list && list.length !== outputs) {
    throw new RangeError(
      `compile: ${what}: expected one for each of ${outputs} outputs, got ${list.length}`,
    );
  }
}

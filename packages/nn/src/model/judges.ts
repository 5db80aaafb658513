import type { Loss } from "../losses/loss.ts";
import { type LossName, resolveLoss } from "../losses/resolve.ts";
import type { Metric } from "../metrics/metric.ts";
import { type MetricName, resolveMetric } from "../metrics/resolve.ts";

/** What one output is judged by. */
export interface Judges {
  readonly loss: Loss;
  readonly metrics: readonly Metric[];
}

type Named = MetricName | Metric;

/**
 * The judges of every output: one loss for all, or an array with one for each; metrics likewise.
 *
 * @throws for unknown names, and arrays of another length
 */
export function judgesOf(
  loss: LossName | Loss | readonly (LossName | Loss)[],
  metrics: readonly Named[] | readonly (readonly Named[])[],
  outputs: number,
): readonly Judges[] {
  const losses = Array.isArray(loss) ? (loss as readonly (LossName | Loss)[]) : undefined;
  const perOutput = metrics.some(Array.isArray)
    ? (metrics as readonly (readonly Named[])[])
    : undefined;
  expectOutputs(losses, outputs, "loss");
  expectOutputs(perOutput, outputs, "metrics");
  return Array.from({ length: outputs }, (_, i) => ({
    loss: resolveLoss(losses ? losses[i]! : (loss as LossName | Loss)),
    metrics: (perOutput ? perOutput[i]! : (metrics as readonly Named[])).map(resolveMetric),
  }));
}

function expectOutputs(list: readonly unknown[] | undefined, outputs: number, what: string): void {
  if (list && list.length !== outputs) {
    throw new RangeError(
      `compile: ${what}: expected one for each of ${outputs} outputs, got ${list.length}`,
    );
  }
}

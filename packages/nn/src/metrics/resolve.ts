import { expectName } from "../check.ts";
import { accuracy } from "./accuracy.ts";
import type { Metric } from "./metric.ts";

/** A metric, by name. */
export type MetricName = "accuracy";

const factories: ReadonlyMap<string, () => Metric> = new Map<MetricName, () => Metric>([
  ["accuracy", accuracy],
]);

/** A metric from its name or itself. @throws for unknown names, with those there are */
export function resolveMetric(metric: MetricName | Metric): Metric {
  return typeof metric === "string" ? expectName(metric, factories, "metric")() : metric;
}

import { expectMethod, expectName } from "../check.ts";
import { accuracy } from "./accuracy.ts";
import type { Metric } from "./metric.ts";

/** The metrics that have a name. */
export const METRICS = { accuracy };

/** A metric, by name. */
export type MetricName = keyof typeof METRICS;

/** A metric from its name or itself. @throws for unknown names, with those there are */
export function resolveMetric(metric: MetricName | Metric): Metric {
  if (typeof metric === "string") {
    return expectName(metric, new Map(Object.entries(METRICS)), "metric")();
  }
  expectMethod(metric, "bind", "compile: metrics", 'metrics, such as "accuracy"');
  return metric;
}

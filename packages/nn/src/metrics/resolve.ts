import { expectMethod, expectName } from "../check.ts";
import {
  accuracy,
  binaryAccuracy,
  categoricalAccuracy,
  sparseCategoricalAccuracy,
} from "./accuracy.ts";
import { auc } from "./auc.ts";
import { f1Score, precision, recall } from "./confusion.ts";
import { cosine, mae, mse, rmse } from "./errors.ts";
import type { Metric } from "./metric.ts";
import { rSquared } from "./r-squared.ts";
import { topKAccuracy } from "./top-k-accuracy.ts";

/** The metrics that have a name. */
export const METRICS = {
  accuracy,
  auc,
  binaryAccuracy,
  categoricalAccuracy,
  cosine,
  f1Score,
  mae,
  mse,
  precision,
  rSquared,
  recall,
  rmse,
  sparseCategoricalAccuracy,
  topKAccuracy,
};

/** A metric with its default options, by name. */
export type MetricName = keyof typeof METRICS;

/** A metric from its name or itself. @throws for unknown names, with those there are */
export function resolveMetric(metric: MetricName | Metric): Metric {
  if (typeof metric === "string") {
    return expectName(metric, new Map(Object.entries(METRICS)), "metric")();
  }
  expectMethod(metric, "bind", "compile: metrics", 'metrics, such as "accuracy"');
  return metric;
}

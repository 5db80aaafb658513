import { type Activation, type ActivationFunction, resolveActivation } from "@kindling/core";
import {
  type Dialect,
  type DialectName,
  dialect,
  type Initializer,
  type InitializerSpec,
  initializers,
} from "@kindling/init";
import type { Loss } from "./losses/loss.ts";
import { type LossName, resolveLoss } from "./losses/resolve.ts";
import type { Metric } from "./metrics/metric.ts";
import { type MetricName, resolveMetric } from "./metrics/resolve.ts";

/** What the names in the description of a net stand for. Values stand for themselves. */
export interface Names {
  /** @throws for unknown names, with those there are; as the others */
  activation(activation: Activation, where: string): ActivationFunction;
  loss(loss: LossName | Loss): Loss;
  metric(metric: MetricName | Metric): Metric;
  initializer(spec: InitializerSpec): Initializer;
  dialect(name: DialectName): Dialect;
}

/** Every name that there is. A bundle with it holds what all of them stand for. */
export const ALL_NAMES: Names = {
  activation: resolveActivation,
  loss: resolveLoss,
  metric: resolveMetric,
  initializer: (spec) => initializers.resolve(spec),
  dialect,
};

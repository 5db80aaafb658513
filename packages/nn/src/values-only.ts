import { isActivationFunction, linearActivation, show } from "@kindling/core";
import {
  forgetBias,
  glorotUniform,
  type Initializer,
  type InitializerPart,
  type InitializerSpec,
  kerasDialect,
  ones,
  resolveObject,
  uniform,
  zeros,
} from "@kindling/init";
import { expectMethod } from "./check.ts";
import type { Loss } from "./losses/loss.ts";
import type { Metric } from "./metrics/metric.ts";
import type { Names } from "./names.ts";

/** Values stand for themselves, names for nothing. */
export const VALUES_ONLY: Names = {
  activation(activation, where) {
    if (isActivationFunction(activation)) return activation;
    if (activation === "linear") return linearActivation();
    return refuse(where, "relu()", activation);
  },
  loss(loss) {
    expectMethod(loss, "bind", "compile: loss", "a loss, such as meanSquaredError()");
    return loss as Loss;
  },
  metric(metric) {
    expectMethod(metric, "bind", "compile: metrics", "metrics, such as accuracy()");
    return metric as Metric;
  },
  initializer(spec) {
    if (typeof spec === "string") return refuse("initializer", "heNormal()", spec);
    return resolveObject(spec as InitializerPart);
  },
  dialect(name) {
    if (name === "keras") return kerasDialect(defaultOf);
    throw new RangeError(
      `dialect: expected "keras", the one of @kindling/nn/slim, got ${show(name)}`,
    );
  },
};

/** What most layers start from in Keras. An orthogonal matrix takes more kernels than all of these. */
const DEFAULTS: Readonly<Record<string, (config: object) => Initializer>> = {
  forgetBias,
  glorotUniform,
  ones,
  uniform,
  zeros,
};

function defaultOf(spec: InitializerSpec): Initializer {
  const { name, ...config } = typeof spec === "string" ? { name: spec } : spec;
  return DEFAULTS[name]?.(config) ?? refuse("initializer", `${name}()`, undefined);
}

function refuse(where: string, value: string, got: unknown): never {
  throw new TypeError(
    `${where}: expected a value, such as ${value}, in @kindling/nn/slim, got ${show(got)}`,
  );
}

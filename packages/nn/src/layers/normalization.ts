import { bindBatchNorm, formatShape, inOrder, type TensorLike, tensor } from "@kindling/core";
import { expectNumbers } from "../check.ts";
import { defineLayer, type Layer, type LayerConfig, type LayerFactory } from "../layer.ts";
import { constantOf } from "./constant.ts";
import { expectChannels } from "./expect-channels.ts";

/** Options of {@link normalization}. */
export interface NormalizationConfig extends LayerConfig {
  /** Of every feature. */
  readonly mean: readonly number[];
  /** Of every feature, 0 or more. */
  readonly variance: readonly number[];
}

/** What stands for the deviation of features that never change. */
const LEAST_DEVIATION = 1e-7;

/**
 * Brings every feature to mean 0 and variance 1, by statistics that do not train: given, or taken
 * from data by `normalization.adapt(data)`. They are part of the configuration, and saved with it.
 *
 *     forward    y = (x − mean)/σ        backward    dx = dy/σ        σ = max(√variance, 1e-7)
 *
 *     x, y, dx, dy  [batch, …, features]    mean, variance  [features]
 *
 * @throws for another number of features than there are statistics, and for variances below 0
 * @example
 * const layer = normalization.adapt([[1, 10], [3, 30]]); // mean [2, 20], variance [1, 100]
 * const net = sequential({ inputShape: [2], layers: [layer] });
 * toNested(net.predict([[3, 20]])) // [[1, 0]]
 */
export const normalization: LayerFactory<NormalizationConfig> & {
  /**
   * A normalization with mean and variance of data [samples, …, features], along the last axis.
   *
   * @throws for data of fewer than two axes or without samples
   */
  adapt(data: TensorLike): Layer;
} = /*#__PURE__*/ Object.assign(
  defineLayer(
    "normalization",
    ({ mean, variance }: NormalizationConfig) => {
      if (mean.length !== variance.length || variance.some((value) => value < 0)) {
        throw new RangeError(
          `normalization: variance: expected ${mean.length} numbers, 0 or more, got [${variance}]`,
        );
      }
      const squares = variance.map((value) => Math.max(value, LEAST_DEVIATION ** 2));
      return (scope, input) => {
        const features = expectChannels(input, scope.label);
        if (features !== mean.length) {
          throw new RangeError(
            `${scope.label}: input: expected [batch, …, ${mean.length}], as many features as there are statistics, got ${formatShape(["batch", ...input])}`,
          );
        }
        return {
          output: input,
          mask: "passes",
          bind: ({ x, y, dx, dy, buffer }) => {
            const [center, zero, spread] = [mean, mean.map(() => 0), squares].map((values) =>
              constantOf(buffer, values),
            );
            const statistics = { variance: spread!, epsilon: 0 };
            return {
              forward: bindBatchNorm({ out: y, x, mean: center!, ...statistics }),
              backward: inOrder(
                dx && bindBatchNorm({ out: dx, x: dy, mean: zero!, ...statistics }),
              ),
            };
          },
        };
      };
    },
    { mean: expectNumbers, variance: expectNumbers },
  ),
  { adapt: (data: TensorLike): Layer => normalization(statisticsOf(data)) },
);

function statisticsOf(data: TensorLike): NormalizationConfig {
  const { data: values, shape, size } = tensor(data);
  const features = shape.at(-1) ?? 0;
  if (shape.length < 2 || size === 0) {
    throw new RangeError(
      `normalization: adapt: expected [samples, …, features] with at least one of each, got ${formatShape(shape)}`,
    );
  }
  const mean = new Array<number>(features).fill(0);
  const variance = new Array<number>(features).fill(0);
  const share = features / size;
  for (let i = 0; i < size; i++) mean[i % features]! += values[i]! * share;
  for (let i = 0; i < size; i++) {
    variance[i % features]! += (values[i]! - mean[i % features]!) ** 2 * share;
  }
  return { mean, variance };
}

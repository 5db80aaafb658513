import { copyInto, type Tensor, tensor } from "@kindling/core";
import { anything } from "../check.ts";
import { elementsOf } from "../elements.ts";
import { constant } from "../initializers/constant.ts";
import { normal } from "../initializers/normal.ts";
import {
  fillParameter,
  type ModelInitializer,
  modelInitializer,
  scaleParameter,
} from "../model-initializer.ts";
import { withOptions } from "../options.ts";

/** Options of {@link weightNorm}. */
export interface WeightNormConfig<Data = Tensor> {
  /** One batch of the data that the model is going to see. */
  readonly data: Data;
}

/**
 * Data-dependent initialization of weight normalisation: every unit's output has mean 0 and variance
 * 1 on a batch of real data, as if batch normalisation stood there, at the start only.
 *
 *     for each layer, from the first to the last:
 *       W ~ N(0, 0.05²)    gain ← 1    b ← 0    z over the batch, for each unit
 *       gain ← 1/σ[z]      b ← −μ[z]/σ[z]
 *
 * A layer without gain has its kernel divided by σ instead, one without bias keeps its mean.
 *
 * T. Salimans, D. Kingma, "Weight Normalization: A Simple Reparameterization to Accelerate Training
 * of Deep Neural Networks", NeurIPS 2016, section 3.
 *
 * @throws for other options; `apply`: where a unit is the same for all inputs, or not finite
 * @example weightNorm({ data: tensor([[0, 1], [1, 0]]) }).name // "weightNorm"
 */
export function weightNorm<Data = Tensor>(config: WeightNormConfig<Data>): ModelInitializer<Data> {
  return withOptions(
    "weightNorm",
    config,
    ({ data }) =>
      modelInitializer<Data>("weightNorm", {}, (model) => {
        for (const layer of model.layers) {
          const { kernel, bias, gain, path } = layer;
          fillParameter(model, kernel, normal({ std: 0.05 }));
          if (bias) fillParameter(model, bias, constant());
          if (gain) fillParameter(model, gain, constant({ value: 1 }));
          const units = unitsOf(model.preactivation(layer, data));
          const still = units.findIndex(({ std }) => !(std > 0 && std < Number.POSITIVE_INFINITY));
          if (still >= 0) {
            throw new RangeError(
              `${path}: weightNorm: expected finite units that differ between inputs, ` +
                `got the standard deviation ${units[still]!.std} of unit ${still}; take a larger batch`,
            );
          }
          scaleParameter(
            gain ?? kernel,
            units.map(({ std }) => 1 / std),
          );
          if (bias) copyInto(bias.value, tensor(units.map(({ mean, std }) => -mean / std)));
        }
      }),
    { data: anything },
  );
}

/** Mean and standard deviation of each unit, the last axis. */
function unitsOf(z: Tensor): { mean: number; std: number }[] {
  const data = elementsOf(z);
  const units = z.shape.at(-1) ?? 1;
  const count = data.length / units;
  return Array.from({ length: units }, (_, unit) => {
    let mean = 0;
    for (let at = unit; at < data.length; at += units) mean += data[at]! / count;
    let variance = 0;
    for (let at = unit; at < data.length; at += units) variance += (data[at]! - mean) ** 2 / count;
    return { mean, std: Math.sqrt(variance) };
  });
}

import type { Tensor } from "@kindling/core";
import { anything, expectCount, expectPositive } from "../check.ts";
import { elementsOf } from "../elements.ts";
import { constant } from "../initializers/constant.ts";
import { orthogonal } from "../initializers/orthogonal.ts";
import {
  fillParameter,
  type ModelInitializer,
  modelInitializer,
  scaleParameter,
} from "../model-initializer.ts";
import { withOptions } from "../options.ts";

/** Options of {@link lsuv}. */
export interface LsuvConfig<Data = Tensor> {
  /** One batch of the data that the model is going to see. */
  readonly data: Data;
  /** How far the variance may be from 1. Default 0.1. */
  readonly tolerance?: number;
  /** How often a layer is scaled at most. Default 10. */
  readonly maxIterations?: number;
}

/**
 * Layer-sequential unit variance: every layer's output has the variance 1 on a batch of real data.
 *
 *     for each layer, from the first to the last:
 *       W ← orthogonal    b ← 0
 *       while |Var[z] − 1| ≥ tolerance, at most maxIterations times:  W ← W/√Var[z]
 *
 * z is what the layer computes before its activation. So the scale is right for any activation,
 * pooling or normalisation before it, which no formula of fans knows.
 *
 * D. Mishkin, J. Matas, "All You Need Is a Good Init", ICLR 2016.
 *
 * @throws for options out of range; `apply`: where z is the same for all inputs, or not finite
 * @example lsuv({ data: tensor([[0, 1], [1, 0]]), tolerance: 0.05 }).config // { tolerance: 0.05 }
 */
export function lsuv<Data = Tensor>(config: LsuvConfig<Data>): ModelInitializer<Data> {
  return withOptions(
    "lsuv",
    config,
    ({ data, tolerance = 0.1, maxIterations = 10 }) => {
      expectPositive(tolerance, "lsuv: tolerance");
      expectCount(maxIterations, "lsuv: maxIterations");
      const { data: _, ...plain } = config;
      return modelInitializer<Data>("lsuv", plain, (model) => {
        for (const layer of model.layers) {
          fillParameter(model, layer.kernel, orthogonal());
          if (layer.bias) fillParameter(model, layer.bias, constant());
          for (let iteration = 0; iteration < maxIterations; iteration++) {
            const variance = varianceOf(model.preactivation(layer, data));
            if (!(variance > 0 && variance < Number.POSITIVE_INFINITY)) {
              throw new RangeError(
                `${layer.path}: lsuv: expected a finite output that differs between inputs, ` +
                  `got the variance ${variance}; take a larger batch`,
              );
            }
            if (Math.abs(variance - 1) < tolerance) break;
            scaleParameter(layer.kernel, 1 / Math.sqrt(variance));
          }
        }
      });
    },
    { data: anything },
  );
}

/** Σ(z − z̄)²/n over all elements. */
function varianceOf(z: Tensor): number {
  const data = elementsOf(z);
  const mean = data.reduce((sum, value) => sum + value, 0) / data.length;
  return data.reduce((sum, value) => sum + (value - mean) ** 2, 0) / data.length;
}

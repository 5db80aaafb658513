import {
  bindBatchNorm,
  bindBatchNormBackward,
  bindBlend,
  bindMoments,
  inOrder,
} from "@kindling/core";
import type { InitializerSpec } from "@kindling/init";
import { anything, expectRange } from "../check.ts";
import { defineLayer, type LayerConfig } from "../layer.ts";
import { constantOf } from "./constant.ts";
import { expectChannels } from "./expect-channels.ts";
import { SCALE_AND_CENTER, type ScaleAndCenter, scaleAndCenter } from "./scale-and-center.ts";

/** Options of {@link batchNormalization}. */
export interface BatchNormalizationConfig extends LayerConfig, ScaleAndCenter {
  /** Share of the running statistics that each step keeps, in [0, 1). Default 0.99. */
  readonly momentum?: number;
  /** Added to the variance, above 0. Default 1e-3. */
  readonly epsilon?: number;
  /** Default zeros. */
  readonly movingMeanInitializer?: InitializerSpec;
  /** Default ones. */
  readonly movingVarianceInitializer?: InitializerSpec;
}

/**
 * Batch normalization: every channel, over the batch and all positions.
 *
 *     training     m, v = mean and variance of x           m̄ ← μ·m̄ + (1 − μ)·m    v̄ ← μ·v̄ + (1 − μ)·v
 *     otherwise    m, v = m̄, v̄                             also in training where `trainable` is false
 *
 *     forward      x̂  = (x − m)/√(v + ε)                   y  = γ·x̂ + β
 *     backward     dβ += Σ dy    dγ += Σ dy·x̂              dx = γ/√(v + ε)·(dy − mean(dy) − x̂·mean(dy·x̂))
 *
 *     x, y, dx, dy  [batch, …, channels]    γ, β, m̄, v̄  [channels]
 *
 * m̄ and v̄ are state: saved with the weights, not trained, and untouched by a step whose loss is not
 * finite. v divides by the number of values, as in Keras; PyTorch's running variance divides by one
 * less, and its momentum is 1 − μ.
 *
 * S. Ioffe and C. Szegedy, "Batch Normalization: Accelerating Deep Network Training by Reducing
 * Internal Covariate Shift", ICML 2015.
 *
 * @throws for a momentum outside [0, 1), an epsilon that is not above 0, and inputs without channels
 * @example batchNormalization({ momentum: 0.9 })
 */
export const batchNormalization = defineLayer(
  "batchNormalization",
  (config: BatchNormalizationConfig) => {
    const { momentum = 0.99, epsilon = 1e-3 } = config;
    const { movingMeanInitializer, movingVarianceInitializer } = config;
    const { scale, center, gammaInitializer, betaInitializer } = config;
    const ending = { scale, center, gammaInitializer, betaInitializer } as ScaleAndCenter;

    return (scope, input) => {
      const channels = expectChannels(input, scope.label);
      const { gamma, beta } = scaleAndCenter(scope, channels, ending);
      const state = (name: string, initializer: InitializerSpec | undefined) =>
        scope.parameter(
          name,
          [channels],
          initializer,
          { fanIn: 1, fanOut: 1 },
          { trainable: false },
        );
      const movingMean = state("movingMean", movingMeanInitializer);
      const movingVariance = state("movingVariance", movingVarianceInitializer);

      return {
        output: input,
        mask: "passes",
        bind: ({ x, y, dx, dy, training, buffer }) => {
          const affine = { gamma: gamma?.value, beta: beta?.value, epsilon };
          if (!training || !scope.trainable) {
            const [mean, variance] = [movingMean.value, movingVariance.value];
            const zero = constantOf(buffer, new Array<number>(channels).fill(0));
            const slope = { mean: zero, variance, gamma: gamma?.value, epsilon };
            return {
              forward: bindBatchNorm({ out: y, x, mean, variance, ...affine }),
              backward: inOrder(dx && bindBatchNorm({ out: dx, x: dy, ...slope })),
            };
          }
          const [mean, variance] = [buffer([channels]).pick(0), buffer([channels]).pick(0)];
          const share = 1 - momentum;
          return {
            forward: inOrder(
              bindMoments({ x, mean, variance }),
              bindBatchNorm({ out: y, x, mean, variance, ...affine }),
            ),
            backward: inOrder(
              bindBatchNormBackward({
                dx, x, dy, mean, variance, epsilon,
                gamma: gamma?.value, dgamma: gamma?.grad, dbeta: beta?.grad,
              }), // biome-ignore format: by what they are
              bindBlend({ out: movingMean.value, x: mean, share }),
              bindBlend({ out: movingVariance.value, x: variance, share }),
            ),
          };
        },
      };
    };
  },
  {
    ...SCALE_AND_CENTER,
    momentum: (value, where) => expectRange(value, 0, 1, where),
    movingMeanInitializer: anything,
    movingVarianceInitializer: anything,
  },
);

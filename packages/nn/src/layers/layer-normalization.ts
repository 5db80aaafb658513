import { defineLayer, type LayerConfig } from "../layer.ts";
import { bindWithin } from "./bind-within.ts";
import { expectChannels } from "./expect-channels.ts";
import { SCALE_AND_CENTER, type ScaleAndCenter, scaleAndCenter } from "./scale-and-center.ts";

/** Options of {@link layerNormalization}. */
export interface LayerNormalizationConfig extends LayerConfig, ScaleAndCenter {
  /** Added to the variance, above 0. Default 1e-3. */
  readonly epsilon?: number;
}

/**
 * Layer normalization: every sample and position by itself, over the channels.
 *
 *     forward     m, v = mean and variance along the last axis    x̂ = (x − m)/√(v + ε)    y = γ·x̂ + β
 *     backward    dβ += Σ dy    dγ += Σ dy·x̂    g = γ·dy    dx = (g − mean(g) − x̂·mean(g·x̂))/√(v + ε)
 *
 *     x, y, dx, dy  [batch, …, channels]    γ, β  [channels]
 *
 * J. L. Ba, J. R. Kiros, G. E. Hinton, "Layer Normalization", 2016.
 *
 * @throws for an epsilon that is not above 0, and inputs without channels
 * @example layerNormalization()
 */
export const layerNormalization = defineLayer(
  "layerNormalization",
  ({
    epsilon = 1e-3,
    scale,
    center,
    gammaInitializer,
    betaInitializer,
  }: LayerNormalizationConfig) => {
    const ending = { scale, center, gammaInitializer, betaInitializer } as ScaleAndCenter;
    return (scope, input) => {
      const channels = expectChannels(input, scope.label);
      const affine = scaleAndCenter(scope, channels, ending);
      return {
        output: input,
        mask: "passes",
        bind: (io) =>
          bindWithin(io, affine, { groups: 1, perPosition: true, centered: true, epsilon }),
      };
    };
  },
  SCALE_AND_CENTER,
);

import type { InitializerSpec } from "@kindling/init";
import { anything, expectBoolean, expectPositive } from "../check.ts";
import { defineLayer, type LayerConfig } from "../layer.ts";
import { bindWithin } from "./bind-within.ts";
import { expectChannels } from "./expect-channels.ts";
import { scaleAndCenter } from "./scale-and-center.ts";

/** Options of {@link rmsNormalization}. */
export interface RmsNormalizationConfig extends LayerConfig {
  /** Added to the mean square, above 0. Default 1e-6. */
  readonly epsilon?: number;
  /** Multiplies by γ. Default true. */
  readonly scale?: boolean;
  /** Default ones. */
  readonly gammaInitializer?: InitializerSpec;
}

/**
 * Normalization by the root of the mean square along the last axis; nothing is centered.
 *
 *     forward     r = 1/√(mean(x²) + ε)    x̂ = r·x    y = γ·x̂
 *     backward    dγ += Σ dy·x̂    g = γ·dy    dx = r·(g − x̂·mean(g·x̂))
 *
 *     x, y, dx, dy  [batch, …, channels]    γ  [channels]
 *
 * B. Zhang and R. Sennrich, "Root Mean Square Layer Normalization", NeurIPS 2019.
 *
 * @throws for an epsilon that is not above 0, and inputs without channels
 * @example rmsNormalization()
 */
export const rmsNormalization = defineLayer(
  "rmsNormalization",
  ({ epsilon = 1e-6, scale = true, gammaInitializer }: RmsNormalizationConfig) => {
    return (scope, input) => {
      const channels = expectChannels(input, scope.label);
      const start = gammaInitializer && { gammaInitializer };
      const affine = scaleAndCenter(scope, channels, { scale, center: false, ...start });
      return {
        output: input,
        mask: "passes",
        bind: (io) =>
          bindWithin(io, affine, { groups: 1, perPosition: true, centered: false, epsilon }),
      };
    };
  },
  { epsilon: expectPositive, scale: expectBoolean, gammaInitializer: anything },
);

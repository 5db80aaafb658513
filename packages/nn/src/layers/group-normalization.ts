import { expectWhole } from "../check.ts";
import { defineLayer, type LayerConfig } from "../layer.ts";
import { bindWithin } from "./bind-within.ts";
import { expectChannels } from "./expect-channels.ts";
import { SCALE_AND_CENTER, type ScaleAndCenter, scaleAndCenter } from "./scale-and-center.ts";

/** Options of {@link groupNormalization}. */
export interface GroupNormalizationConfig extends LayerConfig, ScaleAndCenter {
  /** Number of groups of neighbouring channels, which it divides. Default 32. */
  readonly groups?: number;
  /** Added to the variance, above 0. Default 1e-3. */
  readonly epsilon?: number;
}

/**
 * Group normalization: every sample by itself, each group of channels over all positions. As many
 * groups as channels is instance normalization.
 *
 *     forward     m, v = mean and variance of a group    x̂ = (x − m)/√(v + ε)    y = γ·x̂ + β
 *     backward    dβ += Σ dy    dγ += Σ dy·x̂    g = γ·dy    dx = (g − mean(g) − x̂·mean(g·x̂))/√(v + ε)
 *
 *     x, y, dx, dy  [batch, …, channels]    γ, β  [channels]
 *
 * Y. Wu and K. He, "Group Normalization", ECCV 2018.
 *
 * @throws for groups that do not divide the channels, an epsilon that is not above 0, and inputs
 *   without channels
 * @example groupNormalization({ groups: 8 })
 */
export const groupNormalization = defineLayer(
  "groupNormalization",
  (config: GroupNormalizationConfig) => {
    const { epsilon = 1e-3, scale, center, gammaInitializer, betaInitializer } = config;
    const groups = expectWhole(config.groups ?? 32, 1, "groupNormalization: groups");
    const ending = { scale, center, gammaInitializer, betaInitializer } as ScaleAndCenter;
    return (scope, input) => {
      const channels = expectChannels(input, scope.label);
      if (channels % groups !== 0) {
        throw new RangeError(
          `${scope.label}: groups: expected a divisor of the ${channels} channels, got ${groups}`,
        );
      }
      const affine = scaleAndCenter(scope, channels, ending);
      return {
        output: input,
        mask: "passes",
        bind: (io) =>
          bindWithin(io, affine, { groups, perPosition: false, centered: true, epsilon }),
      };
    };
  },
  SCALE_AND_CENTER,
);

import { defineLayer, type LayerConfig } from "../layer.ts";
import { defineUpSampling } from "../up-sampling.ts";

/** Options of {@link upSampling1d}. */
export interface UpSampling1dConfig extends LayerConfig {
  /** Factor, a whole number. Default 2. */
  readonly size?: number;
}

/**
 * Every step of a sequence, r times.
 *
 *     forward    y[u, c] = x[⌊u/r⌋, c]
 *     backward   dx[t, c] = Σ_i dy[t·r + i, c]
 *
 *     x, dx  [batch, time, channels]    y, dy  [batch, time·r, channels]
 *
 * @throws for options out of range, and inputs that are no sequences
 * @example upSampling1d({ size: 3 })
 */
export const upSampling1d = defineLayer("upSampling1d", ({ size = 2 }: UpSampling1dConfig) =>
  defineUpSampling("upSampling1d", 1, size, "nearest"),
);

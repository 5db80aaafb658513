import { defineLayer } from "../layer.ts";
import { definePooling, POOLING_CHECKS, type PoolingConfig } from "../pooling.ts";
import type { PerAxis1d } from "../window.ts";

/** Options of {@link averagePooling1d}. */
export interface AveragePooling1dConfig extends PoolingConfig<PerAxis1d> {}

/**
 * The mean of every window over sequences, channel by channel.
 *
 *     forward    y[t, c] = Σ_j x[t·s + j − before, c] / n
 *     backward   dx[u, c] = Σ dy[t, c] / n over the windows that hold u
 *
 *     x, dx  [batch, time, channels]    y, dy  [batch, ⌊(time + padding − pool) / s⌋ + 1, channels]
 *
 * n is the size of the window; where `padding` lets it reach beyond the border, of its part inside, as
 * in TensorFlow.
 *
 * @throws for options out of range, inputs that are no sequences, and windows larger than the input
 * @example averagePooling1d({ poolSize: 4 })
 */
export const averagePooling1d = defineLayer(
  "averagePooling1d",
  (config: AveragePooling1dConfig) => definePooling(config, "averagePooling1d", 1, "average"),
  POOLING_CHECKS,
);

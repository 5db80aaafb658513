import { defineLayer } from "../layer.ts";
import { definePooling, POOLING_CHECKS, type PoolingConfig } from "../pooling.ts";
import type { PerAxis2d } from "../window.ts";

/** Options of {@link averagePooling2d}. */
export interface AveragePooling2dConfig extends PoolingConfig<PerAxis2d> {}

/**
 * The mean of every window over images, channel by channel.
 *
 *     forward    y[p, q, c] = Σ_ij x[p·s + i − before, q·s + j − before, c] / n
 *     backward   dx[u, v, c] = Σ dy[p, q, c] / n over the windows that hold (u, v)
 *
 *     x, dx  [batch, height, width, channels]    y, dy  [batch, ⌊(height + padding − pool height) / s⌋ + 1, …, channels]
 *
 * n is the size of the window; where `padding` lets it reach beyond the border, of its part inside, as
 * in TensorFlow.
 *
 * @throws for options out of range, inputs that are no images, and windows larger than the input
 * @example averagePooling2d({ poolSize: [2, 3] })
 */
export const averagePooling2d = defineLayer(
  "averagePooling2d",
  (config: AveragePooling2dConfig) => definePooling(config, "averagePooling2d", 2, "average"),
  POOLING_CHECKS,
);

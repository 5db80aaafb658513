import { defineLayer } from "../layer.ts";
import { definePooling, POOLING_CHECKS, type PoolingConfig } from "../pooling.ts";
import type { PerAxis2d } from "../window.ts";

/** Options of {@link maxPooling2d}. */
export interface MaxPooling2dConfig extends PoolingConfig<PerAxis2d> {}

/**
 * The largest value of every window over images, channel by channel.
 *
 *     forward    y[p, q, c] = max_ij x[p·s + i − before, q·s + j − before, c]
 *     backward   dx[u, v, c] = Σ dy[p, q, c] over the windows whose maximum stands at (u, v)
 *
 *     x, dx  [batch, height, width, channels]    y, dy  [batch, ⌊(height + padding − pool height) / s⌋ + 1, …, channels]
 *
 * The first of equal values gets the gradient. What `padding` adds is never the maximum.
 *
 * @throws for options out of range, inputs that are no images, and windows larger than the input
 * @example maxPooling2d({ poolSize: 2 })
 */
export const maxPooling2d = defineLayer(
  "maxPooling2d",
  (config: MaxPooling2dConfig) => definePooling(config, "maxPooling2d", 2, "max"),
  POOLING_CHECKS,
);

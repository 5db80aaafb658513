import { defineLayer } from "../layer.ts";
import { definePooling, POOLING_CHECKS, type PoolingConfig } from "../pooling.ts";
import type { PerAxis1d } from "../window.ts";

/** Options of {@link maxPooling1d}. */
export interface MaxPooling1dConfig extends PoolingConfig<PerAxis1d> {}

/**
 * The largest value of every window over sequences, channel by channel.
 *
 *     forward    y[t, c] = max_j x[t·s + j − before, c]
 *     backward   dx[u, c] = Σ dy[t, c] over the windows whose maximum stands at u
 *
 *     x, dx  [batch, time, channels]    y, dy  [batch, ⌊(time + padding − pool) / s⌋ + 1, channels]
 *
 * The first of equal values gets the gradient. What `padding` adds is never the maximum.
 *
 * @throws for options out of range, inputs that are no sequences, and windows larger than the input
 * @example maxPooling1d({ poolSize: 2, strides: 1, padding: "same" })
 */
export const maxPooling1d = defineLayer(
  "maxPooling1d",
  (config: MaxPooling1dConfig) => definePooling(config, "maxPooling1d", 1, "max"),
  POOLING_CHECKS,
);

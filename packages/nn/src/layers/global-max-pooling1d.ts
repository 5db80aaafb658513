import { defineLayer, type LayerConfig } from "../layer.ts";
import { defineGlobalPooling } from "../pooling.ts";

/**
 * The largest value of a sequence, for every channel.
 *
 *     forward    y[c] = max_t x[t, c]
 *     backward   dx[t, c] = dy[c] where x[t, c] is the first that is y[c], else 0
 *
 *     x, dx  [batch, time, channels]    y, dy  [batch, channels]
 *
 * @throws for inputs that are no sequences
 * @example globalMaxPooling1d()
 */
export const globalMaxPooling1d = defineLayer("globalMaxPooling1d", (_: LayerConfig) =>
  defineGlobalPooling(1, "max"),
);

import { defineLayer, type LayerConfig } from "../layer.ts";
import { defineGlobalPooling } from "../pooling.ts";

/**
 * The mean of a sequence, for every channel.
 *
 *     forward    y[c] = Σ_t x[t, c] / time
 *     backward   dx[t, c] = dy[c] / time
 *
 *     x, dx  [batch, time, channels]    y, dy  [batch, channels]
 *
 * @throws for inputs that are no sequences
 * @example globalAveragePooling1d()
 */
export const globalAveragePooling1d = defineLayer("globalAveragePooling1d", (_: LayerConfig) =>
  defineGlobalPooling(1, "average"),
);

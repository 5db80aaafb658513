import { defineLayer, type LayerConfig } from "../layer.ts";
import { defineGlobalPooling } from "../pooling.ts";

/**
 * The largest value of an image, for every channel.
 *
 *     forward    y[c] = max_pq x[p, q, c]
 *     backward   dx[p, q, c] = dy[c] where x[p, q, c] is the first that is y[c], else 0
 *
 *     x, dx  [batch, height, width, channels]    y, dy  [batch, channels]
 *
 * @throws for inputs that are no images
 * @example globalMaxPooling2d()
 */
export const globalMaxPooling2d = defineLayer("globalMaxPooling2d", (_: LayerConfig) =>
  defineGlobalPooling(2, "max"),
);

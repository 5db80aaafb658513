import { defineLayer, type LayerConfig } from "../layer.ts";
import { defineGlobalPooling } from "../pooling.ts";

/**
 * The mean of an image, for every channel.
 *
 *     forward    y[c] = Σ_pq x[p, q, c] / (height·width)
 *     backward   dx[p, q, c] = dy[c] / (height·width)
 *
 *     x, dx  [batch, height, width, channels]    y, dy  [batch, channels]
 *
 * @throws for inputs that are no images
 * @example globalAveragePooling2d()
 */
export const globalAveragePooling2d = defineLayer("globalAveragePooling2d", (_: LayerConfig) =>
  defineGlobalPooling(2, "average"),
);

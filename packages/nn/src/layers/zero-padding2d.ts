import { anything } from "../check.ts";
import { defineLayer, type LayerConfig } from "../layer.ts";
import { expectMargins, type Sides2d } from "../margins.ts";
import { defineZeroPadding } from "../zero-padding.ts";

/** Options of {@link zeroPadding2d}. */
export interface ZeroPadding2dConfig extends LayerConfig {
  /** Pixels on all sides; or [down, across]; or [[top, bottom], [left, right]]. Default 1. */
  readonly padding?: Sides2d;
}

/**
 * Zeros around images.
 *
 *     forward    y[top + p, left + q, c] = x[p, q, c], and 0 elsewhere
 *     backward   dx[p, q, c] = dy[top + p, left + q, c]
 *
 *     x, dx  [batch, height, width, channels]    y, dy  [batch, top + height + bottom, left + width + right, channels]
 *
 * @throws for options out of range, and inputs that are no images
 * @example zeroPadding2d({ padding: [[0, 1], [0, 1]] })
 */
export const zeroPadding2d = defineLayer(
  "zeroPadding2d",
  ({ padding = 1 }: ZeroPadding2dConfig) =>
    defineZeroPadding(expectMargins(padding, "zeroPadding2d: padding"), 2),
  { padding: anything },
);

import { bindCrop2d, bindPad2d, formatShape, inOrder } from "@kindling/core";
import { anything } from "../check.ts";
import { expectImage } from "../images.ts";
import { defineLayer, type LayerConfig } from "../layer.ts";
import { expectMargins, type Sides2d } from "../margins.ts";

/** Options of {@link cropping2d}. */
export interface Cropping2dConfig extends LayerConfig {
  /** Pixels on all sides; or [down, across]; or [[top, bottom], [left, right]]. Default 1. */
  readonly cropping?: Sides2d;
}

/**
 * Images without some pixels at their borders.
 *
 *     forward    y[p, q, c] = x[top + p, left + q, c]
 *     backward   dx[top + p, left + q, c] = dy[p, q, c], and 0 elsewhere
 *
 *     x, dx  [batch, top + height + bottom, left + width + right, channels]    y, dy  [batch, height, width, channels]
 *
 * @throws for options out of range, inputs that are no images, and those of which nothing would be left
 * @example cropping2d({ cropping: [[0, 1], [0, 1]] })
 */
export const cropping2d = defineLayer(
  "cropping2d",
  ({ cropping = 1 }: Cropping2dConfig) => {
    const margins = expectMargins(cropping, "cropping2d: cropping");
    const [down, across] = [margins.top + margins.bottom, margins.left + margins.right];
    return (scope, input) => {
      const [height, width, channels] = expectImage(input, 2, scope.label);
      if (height <= down || width <= across) {
        throw new RangeError(
          `${scope.label}: input: expected more than ${down} × ${across} pixels, got ${formatShape(["batch", ...input])}`,
        );
      }
      return {
        output: [height - down, width - across, channels],
        bind: ({ x, y, dx, dy }) => ({
          forward: bindCrop2d({ out: y, x, margins }),
          backward: inOrder(dx && bindPad2d({ out: dx, x: dy, margins })),
        }),
      };
    };
  },
  { cropping: anything },
);

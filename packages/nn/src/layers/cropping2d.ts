import { bindCopy, expectShape, formatShape, inOrder, show, type Tensor } from "@kindling/core";
import { anything } from "../check.ts";
import { clear } from "../clear.ts";
import { expectSides } from "../cropping.ts";
import { defineLayer, type LayerConfig } from "../layer.ts";

/** Options of {@link cropping2d}. */
export interface Cropping2dConfig extends LayerConfig {
  /** Pixels on all sides; or [down, across]; or [[top, bottom], [left, right]]. Default 1. */
  readonly cropping?:
    | number
    | readonly [down: number, across: number]
    | readonly [readonly [top: number, bottom: number], readonly [left: number, right: number]];
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
    const where = "cropping2d: cropping";
    const axes: readonly unknown[] = Array.isArray(cropping) ? cropping : [cropping, cropping];
    if (axes.length !== 2) {
      throw new RangeError(`${where}: expected a number or two of them, got ${show(cropping)}`);
    }
    const [[top, bottom], [left, right]] = [
      expectSides(axes[0], where),
      expectSides(axes[1], where),
    ];
    return (scope, input) => {
      const [rows, columns, channels] = expectShape(
        input,
        ["height", "width", "channels"],
        `${scope.label}: input`,
      );
      const [height, width] = [rows - top - bottom, columns - left - right];
      if (height < 1 || width < 1) {
        throw new RangeError(
          `${scope.label}: input: expected more than ${top + bottom} × ${left + right} pixels, got ${formatShape(["batch", ...input])}`,
        );
      }
      const part = (x: Tensor): Tensor => x.lo(0, top, left).hi(x.shape[0]!, height, width);
      return {
        output: [height, width, channels],
        bind: ({ x, y, dx, dy }) => ({
          forward: bindCopy({ out: y, x: part(x) }),
          backward: inOrder(dx && clear(dx), dx && bindCopy({ out: part(dx), x: dy })),
        }),
      };
    };
  },
  { cropping: anything },
);

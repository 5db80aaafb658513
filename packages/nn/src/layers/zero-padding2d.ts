import { show } from "@kindling/core";
import { anything, expectWhole } from "../check.ts";
import { defineLayer, type LayerConfig } from "../layer.ts";
import { defineZeroPadding } from "../zero-padding.ts";

/** Options of {@link zeroPadding2d}. */
export interface ZeroPadding2dConfig extends LayerConfig {
  /** Pixels on all sides; or [down, across]; or [[top, bottom], [left, right]]. Default 1. */
  readonly padding?:
    | number
    | readonly [down: number, across: number]
    | readonly [readonly [top: number, bottom: number], readonly [left: number, right: number]];
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
  ({ padding = 1 }: ZeroPadding2dConfig) => {
    const sides = (value: unknown): readonly [number, number] => {
      const list = Array.isArray(value) ? value : [value, value];
      if (list.length !== 2) throw refusal(padding);
      const [before, after] = list.map((each) => expectWhole(each, 0, "zeroPadding2d: padding"));
      return [before!, after!];
    };
    const axes = Array.isArray(padding) ? padding : [padding, padding];
    if (axes.length !== 2) throw refusal(padding);
    const [[top, bottom], [left, right]] = [sides(axes[0]), sides(axes[1])];
    return defineZeroPadding({ top, bottom, left, right }, 2);
  },
  { padding: anything },
);

function refusal(padding: unknown): RangeError {
  return new RangeError(
    `zeroPadding2d: padding: expected a number, one for each of 2 axes, or two for each, got ${show(padding)}`,
  );
}

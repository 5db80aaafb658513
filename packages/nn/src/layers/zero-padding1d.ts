import { show } from "@kindling/core";
import { anything, expectWhole } from "../check.ts";
import { defineLayer, type LayerConfig } from "../layer.ts";
import { defineZeroPadding } from "../zero-padding.ts";

/** Options of {@link zeroPadding1d}. */
export interface ZeroPadding1dConfig extends LayerConfig {
  /** Steps on both sides, or [before, after]. Default 1. */
  readonly padding?: number | readonly [before: number, after: number];
}

/**
 * Zeros before and after sequences.
 *
 *     forward    y[before + t, c] = x[t, c], and 0 elsewhere
 *     backward   dx[t, c] = dy[before + t, c]
 *
 *     x, dx  [batch, time, channels]    y, dy  [batch, before + time + after, channels]
 *
 * @throws for options out of range, and inputs that are no sequences
 * @example zeroPadding1d({ padding: [2, 0] })
 */
export const zeroPadding1d = defineLayer(
  "zeroPadding1d",
  ({ padding = 1 }: ZeroPadding1dConfig) => {
    const list: readonly unknown[] = Array.isArray(padding) ? padding : [padding, padding];
    if (list.length !== 2) {
      throw new RangeError(
        `zeroPadding1d: padding: expected a number or two of them, got ${show(padding)}`,
      );
    }
    const [left, right] = list.map((each) => expectWhole(each, 0, "zeroPadding1d: padding"));
    return defineZeroPadding({ top: 0, bottom: 0, left: left!, right: right! }, 1);
  },
  { padding: anything },
);

import { anything } from "../check.ts";
import { defineLayer, type LayerConfig } from "../layer.ts";
import { expectSides, type Sides1d } from "../margins.ts";
import { defineZeroPadding } from "../zero-padding.ts";

/** Options of {@link zeroPadding1d}. */
export interface ZeroPadding1dConfig extends LayerConfig {
  /** Steps on both sides, or [before, after]. Default 1. */
  readonly padding?: Sides1d;
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
    const [left, right] = expectSides(padding, "zeroPadding1d: padding");
    return defineZeroPadding({ top: 0, bottom: 0, left, right }, 1);
  },
  { padding: anything },
);

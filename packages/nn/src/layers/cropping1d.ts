import { bindCopy, formatShape, inOrder, type Tensor } from "@kindling/core";
import { anything } from "../check.ts";
import { clear } from "../clear.ts";
import { defineLayer, type LayerConfig } from "../layer.ts";
import { expectSides, type Sides1d } from "../margins.ts";

/** Options of {@link cropping1d}. */
export interface Cropping1dConfig extends LayerConfig {
  /** Steps on both sides, or [before, after]. Default 1. */
  readonly cropping?: Sides1d;
}

/**
 * Sequences without some steps at their beginning and end.
 *
 *     forward    y[t] = x[before + t]        backward    dx[before + t] = dy[t], and 0 elsewhere
 *
 *     x, dx  [batch, before + time + after, …]    y, dy  [batch, time, …]
 *
 * A mask is cropped as well.
 *
 * @throws for options out of range, and inputs of which nothing would be left
 * @example cropping1d({ cropping: [0, 1] })
 */
export const cropping1d = defineLayer(
  "cropping1d",
  ({ cropping = 1 }: Cropping1dConfig) => {
    const [before, after] = expectSides(cropping, "cropping1d: cropping");
    return (scope, input) => {
      const [steps = 0, ...rest] = input;
      const left = steps - before - after;
      if (left < 1) {
        throw new RangeError(
          `${scope.label}: input: expected more than ${before + after} steps, got ${formatShape(["batch", ...input])}`,
        );
      }
      const part = (x: Tensor): Tensor => x.lo(0, before).hi(x.shape[0]!, left);
      return {
        output: [left, ...rest],
        mask: "maps",
        bind: ({ x, y, dx, dy, mask, outputMask }) => ({
          forward: inOrder(
            bindCopy({ out: y, x: part(x) }),
            outputMask && mask && bindCopy({ out: outputMask, x: part(mask) }),
          ),
          backward: inOrder(dx && clear(dx), dx && bindCopy({ out: part(dx), x: dy })),
        }),
      };
    };
  },
  { cropping: anything },
);

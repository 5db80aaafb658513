import { bindAdd, bindMul, inOrder } from "@kindling/core";
import { defineLayer, type LayerConfig } from "../layer.ts";
import { constantOf } from "./constant.ts";

/** Options of {@link rescaling}. */
export interface RescalingConfig extends LayerConfig {
  readonly scale: number;
  /** Default 0. */
  readonly offset?: number;
}

/**
 * Multiplies and shifts, for inputs in other units than a net likes.
 *
 *     forward    y = scale·x + offset        backward    dx = scale·dy
 *
 * @throws for numbers that are not finite
 * @example rescaling({ scale: 1 / 255 }) // bytes to [0, 1]
 */
export const rescaling = defineLayer("rescaling", ({ scale, offset = 0 }: RescalingConfig) => {
  return (_scope, input) => ({
    output: input,
    mask: "passes",
    bind: ({ x, y, dx, dy, buffer }) => {
      const [a, b] = [constantOf(buffer, [scale]), constantOf(buffer, [offset])];
      return {
        forward: inOrder(
          bindMul({ out: y, a: x, b: a }),
          offset !== 0 && bindAdd({ out: y, a: y, b }),
        ),
        backward: inOrder(dx && bindMul({ out: dx, a: dy, b: a })),
      };
    },
  });
});

import { bindCopy, bindDropoutMask, bindMul, expectShape, inOrder } from "@kindling/core";
import { expectRange } from "../check.ts";
import { defineLayer, type LayerFactory } from "../layer.ts";
import type { DropoutConfig } from "./dropout.ts";

/**
 * Dropout of whole channels of a sequence.
 *
 *     training     y = x ∘ mask     dx = dy ∘ mask     mask = 0 with probability rate, else 1/(1 − rate)
 *     otherwise    y = x            dx = dy
 *
 *     x, y, dx, dy  [batch, steps, channels]    mask  [batch, 1, channels]
 *
 * J. Tompson et al., "Efficient Object Localization Using Convolutional Networks", CVPR 2015.
 *
 * @throws for a rate outside [0, 1), and for inputs of other than two axes
 * @example spatialDropout1d({ rate: 0.2 })
 */
export const spatialDropout1d = /*#__PURE__*/ dropChannels("spatialDropout1d", [
  "steps",
  "channels",
]);

/**
 * Dropout of whole channels of an image.
 *
 *     training     y = x ∘ mask     dx = dy ∘ mask     mask = 0 with probability rate, else 1/(1 − rate)
 *     otherwise    y = x            dx = dy
 *
 *     x, y, dx, dy  [batch, height, width, channels]    mask  [batch, 1, 1, channels]
 *
 * J. Tompson et al., "Efficient Object Localization Using Convolutional Networks", CVPR 2015.
 *
 * @throws for a rate outside [0, 1), and for inputs of other than three axes
 * @example spatialDropout2d({ rate: 0.2 })
 */
export const spatialDropout2d = /*#__PURE__*/ dropChannels("spatialDropout2d", [
  "height",
  "width",
  "channels",
]);

function dropChannels(type: string, axes: readonly string[]): LayerFactory<DropoutConfig> {
  return defineLayer(type, (config: DropoutConfig) => {
    const rate = expectRange(config.rate, 0, 1, `${type}: rate`);
    return (scope, input) => {
      expectShape(input, axes, `${scope.label}: input`);
      return {
        output: input,
        mask: "passes",
        bind: ({ x, y, dx, dy, training, buffer }) => {
          if (!training || rate === 0) {
            return {
              forward: bindCopy({ out: y, x }),
              backward: inOrder(dx && bindCopy({ out: dx, x: dy })),
            };
          }
          const mask = buffer(input.map((extent, axis) => (axis === axes.length - 1 ? extent : 1)));
          return {
            forward: inOrder(
              bindDropoutMask({ out: mask, rate, rng: scope.rng, clock: scope.clock }),
              bindMul({ out: y, a: x, b: mask }),
            ),
            backward: inOrder(dx && bindMul({ out: dx, a: dy, b: mask })),
          };
        },
      };
    };
  });
}

import { bindAdd, bindMul, inOrder } from "@kindling/core";
import { defineLayer, type LayerConfig } from "../layer.ts";
import { constantOf } from "./constant.ts";
import { expectAlike } from "./expect-alike.ts";

/**
 * Mean of two or more inputs of one shape, element by element.
 *
 *     forward    y    = (1/n) Σ_i x_i
 *     backward   dx_i = dy/n
 *
 *     x_i, y, dx_i, dy  [batch, …]
 *
 * @throws for fewer than two inputs, and for shapes that differ
 * @example
 * const x = input({ shape: [8] });
 * const y = average().apply([x, dense({ units: 8 }).apply(x)]);
 */
export const average = defineLayer("average", (_: LayerConfig) => {
  return (scope, ...inputs) => ({
    output: expectAlike(inputs, scope.label),
    mask: "joins",
    bind: ({ xs: [first, ...others], y, dy, dxs, buffer }) => {
      const share = constantOf(buffer, [1 / inputs.length]);
      return {
        forward: inOrder(
          ...others.map((x, i) => bindAdd({ out: y, a: i === 0 ? first! : y, b: x })),
          bindMul({ out: y, a: y, b: share }),
        ),
        backward: inOrder(...dxs.map((dx) => dx && bindMul({ out: dx, a: dy, b: share }))),
      };
    },
  });
});

import { bindAdd, bindCopy, inOrder } from "@kindling/core";
import { defineLayer, type LayerConfig } from "../layer.ts";
import { expectAlike } from "./expect-alike.ts";

/**
 * Sum of two or more inputs of one shape.
 *
 *     forward    y   = Σ_i x_i
 *     backward   dx_i = dy
 *
 *     x_i, y, dx_i, dy  [batch, …]
 *
 * @throws for fewer than two inputs, and for shapes that differ
 * @example
 * const x = input({ shape: [8] });
 * const y = add().apply([x, dense({ units: 8 }).apply(x)]); // a skip
 */
export const add = defineLayer("add", (_: LayerConfig) => {
  return (scope, ...inputs) => ({
    output: expectAlike(inputs, scope.label),
    mask: "joins",
    bind: ({ xs: [first, ...others], y, dy, dxs }) => ({
      forward: inOrder(...others.map((x, i) => bindAdd({ out: y, a: i === 0 ? first! : y, b: x }))),
      backward: inOrder(...dxs.map((dx) => dx && bindCopy({ out: dx, x: dy }))),
    }),
  });
});

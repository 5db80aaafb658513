import { bindMul, inOrder, type Run, type Tensor } from "@kindling/core";
import { defineLayer, type LayerConfig } from "../layer.ts";
import { expectAlike } from "./expect-alike.ts";

/**
 * Product of two or more inputs of one shape, element by element.
 *
 *     forward    y    = Π_i x_i
 *     backward   dx_i = dy·Π_{j≠i} x_j
 *
 *     x_i, y, dx_i, dy  [batch, …]
 *
 * @throws for fewer than two inputs, and for shapes that differ
 * @example
 * const x = input({ shape: [8] });
 * const y = multiply().apply([x, dense({ units: 8, activation: "sigmoid" }).apply(x)]); // a gate
 */
export const multiply = defineLayer("multiply", (_: LayerConfig) => {
  return (scope, ...inputs) => ({
    output: expectAlike(inputs, scope.label),
    mask: "joins",
    bind: ({ xs, y, dy, dxs }) => ({
      forward: inOrder(...product(y, xs)),
      backward: inOrder(
        ...dxs.flatMap((dx, i) => (dx ? product(dx, [dy, ...xs.filter((_, j) => j !== i)]) : [])),
      ),
    }),
  });
});

/** out = Π x, of two or more. */
function product(out: Tensor, [first, ...others]: readonly Tensor[]): Run[] {
  return others.map((x, i) => bindMul({ out, a: i === 0 ? first! : out, b: x }));
}

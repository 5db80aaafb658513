import {
  bindCopy,
  bindEqual,
  bindMaximum,
  bindMinimum,
  bindMul,
  bindSub,
  inOrder,
} from "@kindling/core";
import { defineLayer, type LayerConfig, type LayerFactory } from "../layer.ts";
import { expectAlike } from "./expect-alike.ts";

/**
 * The largest of two or more inputs of one shape, element by element.
 *
 *     forward    y    = max_i x_i
 *     backward   dx_i = dy where x_i is the first that equals y, else 0
 *
 *     x_i, y, dx_i, dy  [batch, …]
 *
 * @throws for fewer than two inputs, and for shapes that differ
 * @example
 * const x = input({ shape: [8] });
 * const [left, right] = [dense({ units: 4 }).apply(x), dense({ units: 4 }).apply(x)];
 * const y = maximum().apply([left, right]); // maxout
 */
export const maximum = /*#__PURE__*/ extreme("maximum", bindMaximum);

/**
 * The smallest of two or more inputs of one shape, element by element.
 *
 *     forward    y    = min_i x_i
 *     backward   dx_i = dy where x_i is the first that equals y, else 0
 *
 *     x_i, y, dx_i, dy  [batch, …]
 *
 * @throws for fewer than two inputs, and for shapes that differ
 * @example
 * const x = input({ shape: [8] });
 * const y = minimum().apply([x, dense({ units: 8 }).apply(x)]);
 */
export const minimum = /*#__PURE__*/ extreme("minimum", bindMinimum);

function extreme(type: string, bindExtreme: typeof bindMaximum): LayerFactory<LayerConfig> {
  return defineLayer(type, () => {
    return (scope, ...inputs) => {
      const shape = expectAlike(inputs, scope.label);
      return {
        output: shape,
        mask: "joins",
        bind: ({ xs, y, dy, dxs, buffer }) => {
          const [first, ...others] = xs;
          const [left, part] = [buffer(shape), buffer(shape)];
          return {
            forward: inOrder(
              ...others.map((x, i) => bindExtreme({ out: y, a: i === 0 ? first! : y, b: x })),
            ),
            // What an input takes is gone for those behind it.
            backward: inOrder(
              bindCopy({ out: left, x: dy }),
              ...xs.flatMap((x, i) => {
                const dx = dxs[i] ?? part;
                return [
                  bindEqual({ out: dx, a: x, b: y }),
                  bindMul({ out: dx, a: dx, b: left }),
                  bindSub({ out: left, a: left, b: dx }),
                ];
              }),
            ),
          };
        },
      };
    };
  });
}

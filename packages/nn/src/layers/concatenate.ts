import { bindCopy, formatShape, inOrder, type Shape, show, type Tensor } from "@kindling/core";
import { defineLayer, type LayerConfig } from "../layer.ts";

/** Options of {@link concatenate}. */
export interface ConcatenateConfig extends LayerConfig {
  /** Counted with the batch as 0, or from the end as −1; not the batch itself. Default −1. */
  readonly axis?: number;
}

/**
 * Two or more inputs one behind the other along an axis; their other extents are alike.
 *
 *     forward    y = [x_1, x_2, …]
 *     backward   dx_i = the part of dy that came from x_i
 *
 *     x_i  [batch, …, n_i, …]    y  [batch, …, Σ n_i, …]
 *
 * @throws for fewer than two inputs, for other extents that differ, and for an axis that there is not
 * @example
 * const x = input({ shape: [8] });
 * const y = concatenate().apply([x, dense({ units: 4 }).apply(x)]); // [batch, 12]
 */
export const concatenate = defineLayer(
  "concatenate",
  ({ axis = -1 }: ConcatenateConfig) => {
    return (scope, ...inputs) => {
      const [output, at] = concatenated(inputs, axis, scope.label);
      return {
        output,
        ...(at > 1 && { mask: "joins" }),
        bind: ({ xs, y, dy, dxs }) => {
          let start = 0;
          const parts = inputs.map((input) => {
            const from = start;
            start += input[at - 1]!;
            const part = (of: Tensor): Tensor => {
              const high = of.shape.map((extent, i) => (i === at ? from + input[at - 1]! : extent));
              return of.hi(...high).lo(...high.map((_, i) => (i === at ? from : 0)));
            };
            return part;
          });
          return {
            forward: inOrder(...xs.map((x, i) => bindCopy({ out: parts[i]!(y), x }))),
            backward: inOrder(...dxs.map((dx, i) => dx && bindCopy({ out: dx, x: parts[i]!(dy) }))),
          };
        },
      };
    };
  },
  { axis: expectAxis },
);

/** The output's shape, and the axis counted with the batch as 0. */
function concatenated(
  inputs: readonly Shape[],
  axis: number,
  where: string,
): readonly [output: Shape, at: number] {
  const [first, ...others] = inputs;
  if (first === undefined || others.length === 0) {
    throw new RangeError(
      `${where}: expected at least two inputs, got ${inputs.length}; apply it to an array of them in a graph`,
    );
  }
  const at = axis < 0 ? first.length + 1 + axis : axis;
  if (at < 1 || at > first.length) {
    throw new RangeError(
      `${where}: axis: expected one of ${formatShape(["batch", ...first])} behind the batch, got ${axis}`,
    );
  }
  for (const [i, shape] of others.entries()) {
    const pattern = first.map((extent, k) => (k === at - 1 ? "any" : extent));
    const fits =
      shape.length === first.length && pattern.every((e, k) => e === "any" || e === shape[k]);
    if (!fits) {
      throw new RangeError(
        `${where}: input ${i + 2}: expected ${formatShape(pattern)}, got ${formatShape(shape)}`,
      );
    }
  }
  const total = inputs.reduce((sum, shape) => sum + shape[at - 1]!, 0);
  return [first.map((extent, k) => (k === at - 1 ? total : extent)), at];
}

function expectAxis(value: unknown, where: string): void {
  if (!Number.isSafeInteger(value) || value === 0) {
    throw new RangeError(`${where}: expected a whole number other than 0, got ${show(value)}`);
  }
}

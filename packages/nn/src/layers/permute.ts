import { bindCopy, inOrder } from "@kindling/core";
import { showList } from "../check.ts";
import { defineLayer, type LayerConfig } from "../layer.ts";

/** Options of {@link permute}. */
export interface PermuteConfig extends LayerConfig {
  /** Which axis of the input stands where, counted from 1: the batch is 0 and stays. */
  readonly dims: readonly number[];
}

/**
 * Axes in another order.
 *
 *     forward     y[b, i_dims1, i_dims2, …] = x[b, i_1, i_2, …]
 *     backward    dx by the inverse order of dy
 *
 * @throws for dims that are not 1 … axes, each once
 * @example
 * // [batch, time, features] becomes [batch, features, time]
 * permute({ dims: [2, 1] })
 */
export const permute = defineLayer(
  "permute",
  ({ dims }: PermuteConfig) => {
    return (scope, input) => {
      if (dims.length !== input.length) {
        throw new RangeError(
          `${scope.label}: dims: expected ${input.length} of them, one for each axis, got ${showList(dims)}`,
        );
      }
      return {
        output: dims.map((axis) => input[axis - 1]!),
        bind: ({ x, y, dx, dy }) => ({
          forward: bindCopy({ out: y, x: x.transpose(0, ...dims) }),
          backward: inOrder(dx && bindCopy({ out: dx.transpose(0, ...dims), x: dy })),
        }),
      };
    };
  },
  { dims: expectDims },
);

function expectDims(value: unknown, where: string): void {
  const isOrder =
    Array.isArray(value) &&
    value.every((_, i) => value.filter((axis) => axis === i + 1).length === 1);
  if (!isOrder) {
    throw new RangeError(
      `${where}: expected 1 to the number of axes, each once, got ${showList(value)}`,
    );
  }
}

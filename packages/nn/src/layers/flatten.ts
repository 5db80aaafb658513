import { inOrder, sizeOf } from "@kindling/core";
import { defineLayer, type LayerConfig } from "../layer.ts";

/**
 * All axes but the batch in one: [batch, …shape] becomes [batch, size]. Costs nothing: the output
 * is a view of the input.
 *
 * @example flatten()
 */
export const flatten = defineLayer("flatten", (_: LayerConfig) => {
  return (_scope, input) => ({
    output: [sizeOf(input)],
    view: true,
    bind: () => ({ forward: inOrder(), backward: inOrder() }),
  });
});

import {
  type Activation,
  bindActivation,
  bindActivationBackward,
  inOrder,
} from "@kindling/core";
import { defineLayer, type LayerConfig } from "../layer.ts";

export interface ActivationConfig extends LayerConfig {
  readonly activation: Activation;
}

/**
 * An activation as a layer of its own.
 *
 *     forward    y  = f(x)
 *     backward   dx = dy ∘ f′(x)
 *
 *     x, y, dx, dy  [batch, …], all of one shape; softmax runs over the last axis
 *
 * @example activation({ activation: "relu" })
 */
export const activation = defineLayer("activation", (config: ActivationConfig) => {
  return (_scope, input) => ({
    output: input,
    activation: config.activation,
    bind: ({ x, y, dx, dy, skipActivation }) => {
      const f = skipActivation ? "linear" : config.activation;
      return {
        forward: bindActivation({ y, x, activation: f }),
        backward: inOrder(dx && bindActivationBackward({ dx, y, dy, activation: f })),
      };
    },
  });
});

import { type Activation, inOrder, linearActivation } from "@kindling/core";
import { anything } from "../check.ts";
import { defineLayer, type LayerConfig } from "../layer.ts";

/** Options of {@link activation}. */
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
 * @throws for an unknown activation
 * @example activation({ activation: "relu" })
 */
export const activation = defineLayer(
  "activation",
  ({ activation }: ActivationConfig) => {
    return (scope, input) => {
      const f = scope.activation(activation);
      return {
        output: input,
        activation: f,
        mask: "passes",
        bind: ({ x, y, dx, dy, skipActivation }) => {
          const { reads, forward, backward } = skipActivation ? linearActivation() : f;
          return {
            forward: forward(x, y),
            backward: inOrder(dx && backward(reads === "y" ? y : x, dy, dx)),
          };
        },
      };
    };
  },
  { activation: anything },
);

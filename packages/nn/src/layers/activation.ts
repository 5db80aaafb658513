import {
  type Activation,
  bindActivation,
  bindActivationBackward,
  expectActivation,
  inOrder,
} from "@kindling/core";
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
    return (_scope, input) => ({
      output: input,
      activation,
      mask: "passes",
      bind: ({ x, y, dx, dy, skipActivation }) => {
        const f = skipActivation ? "linear" : activation;
        return {
          forward: bindActivation({ y, x, activation: f }),
          backward: inOrder(dx && bindActivationBackward({ dx, x, y, dy, activation: f })),
        };
      },
    });
  },
  { activation: expectActivation },
);

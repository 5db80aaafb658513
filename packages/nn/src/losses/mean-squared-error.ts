import { bindMeanSquaredError } from "@kindling/core";
import type { Loss } from "./loss.ts";

/**
 * Mean squared error, over the batch and all outputs.
 *
 *     L = (1/n) Σ (y − t)²        dy = 2(y − t)/n
 *
 *     y, t  [batch, …], all of one shape with n elements
 *
 * @example model.compile({ optimizer: sgd(), loss: meanSquaredError() })
 */
export function meanSquaredError(): Loss {
  return {
    name: "meanSquaredError",
    config: {},
    absorbs: () => false,
    target: (output) => output,
    bind: ({ y, target, dy, loss, weights }) =>
      bindMeanSquaredError({ y, target, dy, loss, weights }),
  };
}

import { bindMeanAbsoluteError } from "@kindling/core";
import type { Loss } from "./loss.ts";

/**
 * Mean absolute error, over the batch and all outputs: the median is what makes it least.
 *
 *     L = (1/n) Σ |y − t|        dy = sign(y − t)/n
 *
 *     y, t  [batch, …], all of one shape with n elements
 *
 * @example model.compile({ optimizer: sgd(), loss: meanAbsoluteError() })
 */
export function meanAbsoluteError(): Loss {
  return {
    name: "meanAbsoluteError",
    config: {},
    absorbs: () => false,
    target: (output) => output,
    bind: ({ y, target, dy, loss, weights }) =>
      bindMeanAbsoluteError({ y, target, dy, loss, weights }),
  };
}

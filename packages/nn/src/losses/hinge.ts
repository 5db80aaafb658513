import { bindHinge } from "@kindling/core";
import type { Loss } from "./loss.ts";

/**
 * Hinge loss, for targets −1 and 1.
 *
 *     L = (1/n) Σ max(1 − t·y, 0)        dy = −t/n where that is above 0, else 0
 *
 *     y, t  [batch, …], all of one shape with n elements
 *
 * @example model.compile({ optimizer: sgd(), loss: hinge() })
 */
export function hinge(): Loss {
  return {
    name: "hinge",
    config: {},
    absorbs: () => false,
    target: (output) => output,
    bind: ({ y, target, dy, loss, weights }) => bindHinge({ y, target, dy, loss, weights }),
  };
}

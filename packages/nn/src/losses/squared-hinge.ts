import { bindSquaredHinge } from "@kindling/core";
import type { Loss } from "./loss.ts";

/**
 * Squared hinge loss, for targets −1 and 1.
 *
 *     L = (1/n) Σ max(1 − t·y, 0)²        dy = −2t·max(1 − t·y, 0)/n
 *
 *     y, t  [batch, …], all of one shape with n elements
 *
 * @example model.compile({ optimizer: sgd(), loss: squaredHinge() })
 */
export function squaredHinge(): Loss {
  return {
    name: "squaredHinge",
    config: {},
    absorbs: () => false,
    target: (output) => output,
    bind: ({ y, target, dy, loss, weights }) => bindSquaredHinge({ y, target, dy, loss, weights }),
  };
}

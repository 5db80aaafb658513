import { bindPoisson } from "@kindling/core";
import type { Loss } from "./loss.ts";

/**
 * Loss of Poisson rates y against counts t, without the part that only t determines. For nets that end
 * with rates of 0 or more, behind a softplus or an exponential.
 *
 *     L = (1/n) Σ y − t·ln(y + ε)        dy = (1 − t/(y + ε))/n        ε = 1e-7
 *
 *     y, t  [batch, …], all of one shape with n elements
 *
 * @example model.compile({ optimizer: adam(), loss: poisson() })
 */
export function poisson(): Loss {
  return {
    name: "poisson",
    config: {},
    absorbs: () => false,
    target: (output) => output,
    bind: ({ y, target, dy, loss, weights }) => bindPoisson({ y, target, dy, loss, weights }),
  };
}

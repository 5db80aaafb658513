import { bindLogCosh } from "@kindling/core";
import type { Loss } from "./loss.ts";

/**
 * Mean of the logarithm of the hyperbolic cosine of the error: nearly ½d² near 0, |d| − ln 2 far out,
 * and smooth in between.
 *
 *     L = (1/n) Σ ln cosh(y − t)        dy = tanh(y − t)/n
 *
 *     y, t  [batch, …], all of one shape with n elements
 *
 * @example model.compile({ optimizer: adam(), loss: logCosh() })
 */
export function logCosh(): Loss {
  return {
    name: "logCosh",
    config: {},
    absorbs: () => false,
    target: (output) => output,
    bind: ({ y, target, dy, loss, weights }) => bindLogCosh({ y, target, dy, loss, weights }),
  };
}

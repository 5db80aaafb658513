import { bindCosineSimilarity } from "@kindling/core";
import { expectClassAxis, type Loss } from "./loss.ts";

/**
 * Cosine of the angle between outputs and targets along the last axis, negated: −1 where they point the
 * same way. TensorFlow.js calls it cosine proximity.
 *
 *     L = −(1/rows) Σ_i c_i        dy_i = (c_i·ŷ_i − t̂_i)/(‖y_i‖·rows)        c = ŷ·t̂    ŷ = y/‖y‖
 *
 *     y, t  [batch, …, width]
 *
 * Rows shorter than 1e-7 have no direction: c is 0, and so is the gradient.
 *
 * @example model.compile({ optimizer: adam(), loss: cosineSimilarity() })
 */
export function cosineSimilarity(): Loss {
  return {
    name: "cosineSimilarity",
    config: {},
    absorbs: () => false,
    target: (output) => {
      expectClassAxis("cosineSimilarity", output);
      return output;
    },
    bind: ({ y, target, dy, loss, weights }) =>
      bindCosineSimilarity({ y, target, dy, loss, weights }),
  };
}

import { bindCategoricalHinge } from "@kindling/core";
import { expectClassAxis, type Loss } from "./loss.ts";

/**
 * Hinge loss between the right class and the strongest wrong one, along the last axis.
 *
 *     L  = (1/rows) Σ_i max(1 + max_j (1 − t_ij)·y_ij − Σ_j t_ij·y_ij, 0)
 *     dy = ((1 − t_ij at the first maximal j, else 0) − t_ij)/rows, 0 where the term is 0
 *
 *     y, t  [batch, …, classes], t one-hot
 *
 * @example model.compile({ optimizer: sgd(), loss: categoricalHinge() })
 */
export function categoricalHinge(): Loss {
  return {
    name: "categoricalHinge",
    config: {},
    absorbs: () => false,
    target: (output) => {
      expectClassAxis("categoricalHinge", output);
      return output;
    },
    bind: ({ y, target, dy, loss, weights }) =>
      bindCategoricalHinge({ y, target, dy, loss, weights }),
  };
}

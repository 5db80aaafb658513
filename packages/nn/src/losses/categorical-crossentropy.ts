import { bindCategoricalCrossEntropy, bindSoftmaxCrossEntropy } from "@kindling/core";
import { type FromLogits, type Loss, readFromLogits } from "./loss.ts";

/**
 * Cross-entropy between a target distribution and the predicted one, over the last axis.
 *
 *     behind a softmax, or from logits z      L = (1/batch) Σ_i Σ_j t_ij (ln Σ_c e^z_ic − z_ij)      dz = (softmax(z)·Σ_j t_ij − t)/batch
 *     otherwise, p clipped by 1e-7            L = −(1/batch) Σ t·ln p
 *
 *     p, z, t  [batch, classes]
 *
 * @example model.compile({ optimizer: adam(), loss: "categoricalCrossentropy" })
 */
export function categoricalCrossentropy(config: FromLogits = {}): Loss {
  const fromLogits = readFromLogits("categoricalCrossentropy", config);
  return {
    name: "categoricalCrossentropy",
    config: { fromLogits },
    absorbs: (activation) => activation === "softmax",
    target: (output) => output,
    bind: ({ y, target, dy, loss, logits }) =>
      logits
        ? bindSoftmaxCrossEntropy({ z: y, target, dz: dy, loss })
        : bindCategoricalCrossEntropy({ p: y, target, dp: dy, loss }),
  };
}

import {
  bindSparseCategoricalCrossEntropy,
  bindSparseSoftmaxCrossEntropy,
  expectShape,
} from "@kindling/core";
import { type FromLogits, type Loss, readFromLogits } from "./loss.ts";

/**
 * Categorical cross-entropy with class numbers for targets.
 *
 *     behind a softmax, or from logits z      L = (1/batch) Σ_i (ln Σ_c e^z_ic − z_i,label)      dz = (softmax(z) − onehot)/batch
 *     otherwise, p clipped by 1e-7            L = −(1/batch) Σ_i ln p_i,label
 *
 *     p, z  [batch, classes]    labels  [batch], whole numbers from 0 to classes − 1
 *
 * @example model.compile({ optimizer: adam(), loss: "sparseCategoricalCrossentropy" })
 */
export function sparseCategoricalCrossentropy(config: FromLogits = {}): Loss {
  const fromLogits = readFromLogits("sparseCategoricalCrossentropy", config);
  return {
    name: "sparseCategoricalCrossentropy",
    config: { fromLogits },
    absorbs: (activation) => activation === "softmax",
    target: (output) => {
      expectShape(output, ["classes"], "sparseCategoricalCrossentropy: output of the net");
      return [];
    },
    classes: ([classes]) => classes!,
    bind: ({ y, target, dy, loss, logits }) =>
      logits
        ? bindSparseSoftmaxCrossEntropy({ z: y, labels: target, dz: dy, loss })
        : bindSparseCategoricalCrossEntropy({ p: y, labels: target, dp: dy, loss }),
  };
}

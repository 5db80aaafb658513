import { bindBinaryCrossEntropy, bindSigmoidBinaryCrossEntropy } from "@kindling/core";
import { type FromLogits, type Loss, readFromLogits } from "./loss.ts";

/**
 * Binary cross-entropy, over the batch and all outputs. Targets are probabilities, 0 or 1 as a rule.
 *
 *     behind a sigmoid, or from logits z      L = (1/n) Σ max(z, 0) − z·t + ln(1 + e^−|z|)      dz = (σ(z) − t)/n
 *     otherwise, p clipped by 1e-7            L = −(1/n) Σ t·ln p + (1 − t)·ln(1 − p)
 *
 *     p, z, t  [batch, …], all of one shape with n elements
 *
 * @example model.compile({ optimizer: sgd(), loss: "binaryCrossentropy" })
 */
export function binaryCrossentropy(config: FromLogits = {}): Loss {
  const fromLogits = readFromLogits("binaryCrossentropy", config);
  return {
    name: "binaryCrossentropy",
    config: { fromLogits },
    absorbs: (activation) => activation === "sigmoid",
    target: (output) => output,
    bind: ({ y, target, dy, loss, logits }) =>
      logits
        ? bindSigmoidBinaryCrossEntropy({ z: y, target, dz: dy, loss })
        : bindBinaryCrossEntropy({ p: y, target, dp: dy, loss }),
  };
}

import { bindBinaryCrossEntropy, bindSigmoidBinaryCrossEntropy, inOrder } from "@kindling/core";
import { type CrossentropyConfig, type Loss, readCrossentropy } from "./loss.ts";
import { smooth } from "./smoothing.ts";

/**
 * Binary cross-entropy, over the batch and all outputs. Targets are probabilities, 0 or 1 as a rule.
 *
 *     behind a sigmoid, or from logits z      L = (1/n) Σ max(z, 0) − z·t + ln(1 + e^−|z|)      dz = (σ(z) − t)/n
 *     otherwise, p clipped by 1e-7            L = −(1/n) Σ t·ln p + (1 − t)·ln(1 − p)           dp = (p − t)/(p·(1 − p)·n)
 *     label smoothing s                       t ← (1 − s)·t + s/2
 *
 *     p, z, t  [batch, …], all of one shape with n elements
 *
 * @throws for a smoothing outside [0, 1)
 * @example model.compile({ optimizer: sgd(), loss: "binaryCrossentropy" })
 */
export function binaryCrossentropy(config: CrossentropyConfig = {}): Loss {
  const name = "binaryCrossentropy";
  const { fromLogits, labelSmoothing } = readCrossentropy(name, config);
  return {
    name,
    config: { fromLogits, labelSmoothing },
    absorbs: (activation) => activation?.name === "sigmoid",
    target: (output) => output,
    bind: (io) => {
      const { y, dy, loss, weights, logits } = io;
      const { target, runs } = smooth(io, labelSmoothing, 2);
      const run = logits
        ? bindSigmoidBinaryCrossEntropy({ z: y, target, dz: dy, loss, weights })
        : bindBinaryCrossEntropy({ p: y, target, dp: dy, loss, weights });
      return inOrder(...runs, run);
    },
  };
}

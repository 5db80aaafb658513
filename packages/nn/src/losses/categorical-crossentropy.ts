import { bindCategoricalCrossEntropy, bindSoftmaxCrossEntropy, inOrder } from "@kindling/core";
import { type CrossentropyConfig, expectClassAxis, type Loss, readCrossentropy } from "./loss.ts";
import { smooth } from "./smoothing.ts";

/**
 * Cross-entropy between a target distribution and the predicted one, along the last axis.
 *
 *     behind a softmax, or from logits z      L = (1/rows) Σ_i Σ_j t_ij (ln Σ_c e^z_ic − z_ij)      dz = (softmax(z)·Σ_j t_ij − t)/rows
 *     otherwise, p clipped by 1e-7            L = −(1/rows) Σ t·ln p                                dp = −t/(p·rows)
 *     label smoothing s                       t ← (1 − s)·t + s/classes
 *
 *     p, z, t  [batch, …, classes]
 *
 * @throws for a smoothing outside [0, 1)
 * @example model.compile({ optimizer: adam(), loss: categoricalCrossentropy({ labelSmoothing: 0.1 }) })
 */
export function categoricalCrossentropy(config: CrossentropyConfig = {}): Loss {
  const name = "categoricalCrossentropy";
  const { fromLogits, labelSmoothing } = readCrossentropy(name, config);
  return {
    name,
    config: { fromLogits, labelSmoothing },
    absorbs: (activation) => activation?.name === "softmax",
    target: (output) => {
      expectClassAxis(name, output);
      return output;
    },
    bind: (io) => {
      const { y, dy, loss, weights, logits } = io;
      const { target, runs } = smooth(io, labelSmoothing, y.shape.at(-1)!);
      const run = logits
        ? bindSoftmaxCrossEntropy({ z: y, target, dz: dy, loss, weights })
        : bindCategoricalCrossEntropy({ p: y, target, dp: dy, loss, weights });
      return inOrder(...runs, run);
    },
  };
}

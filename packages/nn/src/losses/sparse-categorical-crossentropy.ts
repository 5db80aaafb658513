import {
  bindCategoricalCrossEntropy,
  bindSoftmaxCrossEntropy,
  bindSparseCategoricalCrossEntropy,
  bindSparseSoftmaxCrossEntropy,
  inOrder,
} from "@kindling/core";
import { type CrossentropyConfig, expectClassAxis, type Loss, readCrossentropy } from "./loss.ts";
import { smoothLabels } from "./smoothing.ts";

/**
 * Categorical cross-entropy with class numbers for targets.
 *
 *     behind a softmax, or from logits z      L = (1/rows) Σ_i (ln Σ_c e^z_ic − z_i,label)      dz = (softmax(z) − onehot)/rows
 *     otherwise, p clipped by 1e-7            L = −(1/rows) Σ_i ln p_i,label                    dp = −onehot/(p·rows)
 *     label smoothing s                       onehot ← (1 − s)·onehot + s/classes
 *
 *     p, z  [batch, …, classes]    labels  [batch, …], whole numbers from 0 to classes − 1
 *
 * @throws for a smoothing outside [0, 1)
 * @example model.compile({ optimizer: adam(), loss: "sparseCategoricalCrossentropy" })
 */
export function sparseCategoricalCrossentropy(config: CrossentropyConfig = {}): Loss {
  const name = "sparseCategoricalCrossentropy";
  const { fromLogits, labelSmoothing } = readCrossentropy(name, config);
  return {
    name,
    config: { fromLogits, labelSmoothing },
    absorbs: (activation) => activation?.name === "softmax",
    target: (output) => {
      expectClassAxis(name, output);
      return output.slice(0, -1);
    },
    classes: (output) => expectClassAxis(name, output),
    bind: (io) => {
      const { y, dy, loss, weights, logits } = io;
      if (labelSmoothing === 0) {
        const operands = { labels: io.target, loss, weights };
        return logits
          ? bindSparseSoftmaxCrossEntropy({ z: y, dz: dy, ...operands })
          : bindSparseCategoricalCrossEntropy({ p: y, dp: dy, ...operands });
      }
      const { target, runs } = smoothLabels(io, labelSmoothing, y.shape.at(-1)!);
      const run = logits
        ? bindSoftmaxCrossEntropy({ z: y, dz: dy, target, loss, weights })
        : bindCategoricalCrossEntropy({ p: y, dp: dy, target, loss, weights });
      return inOrder(...runs, run);
    },
  };
}

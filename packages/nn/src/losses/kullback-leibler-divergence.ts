import { bindKullbackLeibler, bindSoftmaxCrossEntropy, inOrder } from "@kindling/core";
import { bindAccumulate } from "../accumulate.ts";
import { expectClassAxis, type FromLogits, type Loss, readFromLogits } from "./loss.ts";

/**
 * Kullback-Leibler divergence of the predicted distribution from the given one, along the last axis.
 *
 *     behind a softmax, or from logits z      L = (1/rows) Σ t·(ln t + ln Σ_c e^z_c − z)      dz = (softmax(z)·Σ_j t_ij − t)/rows
 *     otherwise, p clipped to [1e-7, 1]       L = (1/rows) Σ t·ln(t/p)                        dp = −t/(p·rows)
 *
 *     p, z, t  [batch, …, classes]
 *
 * @example model.compile({ optimizer: adam(), loss: "kullbackLeiblerDivergence" })
 */
export function kullbackLeiblerDivergence(config: FromLogits = {}): Loss {
  const name = "kullbackLeiblerDivergence";
  const fromLogits = readFromLogits(name, config);
  return {
    name,
    config: { fromLogits },
    absorbs: (activation) => activation?.name === "softmax",
    target: (output) => {
      expectClassAxis(name, output);
      return output;
    },
    bind: ({ y, target, dy, loss, weights, logits, buffer }) => {
      if (!logits) return bindKullbackLeibler({ y, target, dy, loss, weights });
      // The divergence from ones is Σ t·ln t, what the cross-entropy lacks.
      const [ones, entropy] = [buffer(y.shape.slice(1)), buffer([]).hi(1)];
      ones.data.fill(1);
      return inOrder(
        bindKullbackLeibler({ y: ones, target, loss: entropy, weights }),
        bindSoftmaxCrossEntropy({ z: y, target, dz: dy, loss, weights }),
        bindAccumulate(loss, entropy),
      );
    },
  };
}

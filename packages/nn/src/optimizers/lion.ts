import { bindLion } from "@kindling/core";
import { expectRange } from "../check.ts";
import { defineOptimizer, type OptimizerConfig } from "./define.ts";

/** Options of {@link lion}. The learning rate is 1e-4 unless given. */
export interface LionConfig extends OptimizerConfig {
  /** Share of the mean in the direction, in [0, 1). Default 0.9. */
  readonly beta1?: number;
  /** Decay of the mean, in [0, 1). Default 0.99. */
  readonly beta2?: number;
}

/**
 * Lion: steps of one size, by the sign of a mean of gradients.
 *
 *     w ← w − η·sign(β₁·m + (1 − β₁)·g)        m ← β₂·m + (1 − β₂)·g
 *
 * Wants a learning rate 3 to 10 times below Adam's, and a weight decay as much above.
 *
 * X. Chen et al., "Symbolic Discovery of Optimization Algorithms", NeurIPS 2023.
 *
 * @throws for a learning rate that is not above 0, and a β outside [0, 1)
 * @example lion({ learningRate: 1e-4, weightDecay: 0.1 })
 */
export const lion = defineOptimizer("lion", (options: LionConfig) => {
  const { learningRate = 1e-4, beta1 = 0.9, beta2 = 0.99 } = options;
  expectRange(beta1, 0, 1, "lion: beta1");
  expectRange(beta2, 0, 1, "lion: beta2");
  return {
    config: { learningRate, beta1, beta2 },
    slots: ["m"],
    bind: ({ w, g, slots: [m], clock }) => {
      const settings = { learningRate: 0, beta1, beta2 };
      const update = bindLion({ w, g, m: m!, settings });
      return () => {
        settings.learningRate = clock.learningRate;
        update();
      };
    },
  };
});

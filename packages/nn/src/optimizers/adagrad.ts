import { bindAdagrad } from "@kindling/core";
import { expectNonNegative, expectPositive } from "../check.ts";
import { defineOptimizer, type OptimizerConfig } from "./define.ts";

/** Options of {@link adagrad}. The learning rate is 0.01 unless given. */
export interface AdagradConfig extends OptimizerConfig {
  /** What the sums of squares start from, at least 0. Default 0.1. */
  readonly initialAccumulator?: number;
  /** ε, added to the root. Default 1e-7. */
  readonly epsilon?: number;
}

/**
 * Adagrad.
 *
 *     s ← s + g²        w ← w − η·g / (√(s₀ + s) + ε)
 *
 * J. Duchi, E. Hazan, Y. Singer, "Adaptive Subgradient Methods for Online Learning and Stochastic
 * Optimization", JMLR 12, 2011.
 *
 * @throws for a learning rate or ε that is not above 0, and sums that start below 0
 * @example adagrad({ learningRate: 0.05 })
 */
export const adagrad = defineOptimizer("adagrad", (options: AdagradConfig) => {
  const { learningRate = 0.01, initialAccumulator = 0.1, epsilon = 1e-7 } = options;
  expectPositive(epsilon, "adagrad: epsilon");
  expectNonNegative(initialAccumulator, "adagrad: initialAccumulator");
  return {
    config: { learningRate, initialAccumulator, epsilon },
    slots: ["sum"],
    bind: ({ w, g, slots: [sum], clock }) => {
      const settings = { learningRate: 0, initial: initialAccumulator, epsilon };
      const update = bindAdagrad({ w, g, sum: sum!, settings });
      return () => {
        settings.learningRate = clock.learningRate;
        update();
      };
    },
  };
});

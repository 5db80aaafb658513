import { bindAdamax } from "@kindling/core";
import { expectPositive, expectRange } from "../check.ts";
import { defineOptimizer, type OptimizerConfig } from "./define.ts";
import { Powers } from "./powers.ts";

/** Options of {@link adamax}. The learning rate is 0.001 unless given. */
export interface AdamaxConfig extends OptimizerConfig {
  /** Decay of the first moment, in [0, 1). Default 0.9. */
  readonly beta1?: number;
  /** Decay of the largest gradient, in [0, 1). Default 0.999. */
  readonly beta2?: number;
  /** ε, added to u. Default 1e-7. */
  readonly epsilon?: number;
}

/**
 * Adam by the largest gradient instead of the mean square.
 *
 *     m ← β₁·m + (1 − β₁)·g        u ← max(β₂·u, |g|)        w ← w − η/(1 − β₁ᵗ)·m / (u + ε)
 *
 * D. Kingma, J. Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015, algorithm 2.
 *
 * @throws for a learning rate or ε that is not above 0, and a β outside [0, 1)
 * @example adamax({ learningRate: 2e-3 })
 */
export const adamax = defineOptimizer("adamax", (options: AdamaxConfig) => {
  const { learningRate = 0.001, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-7 } = options;
  expectPositive(epsilon, "adamax: epsilon");
  expectRange(beta1, 0, 1, "adamax: beta1");
  expectRange(beta2, 0, 1, "adamax: beta2");
  return {
    config: { learningRate, beta1, beta2, epsilon },
    slots: ["m", "u"],
    bind: ({ w, g, slots: [m, u], clock }) => {
      const settings = { stepSize: 0, beta1, beta2, epsilon };
      const update = bindAdamax({ w, g, m: m!, u: u!, settings });
      const powers = new Powers(beta1);
      return () => {
        powers.moveTo(clock.step);
        settings.stepSize = clock.learningRate / (1 - powers.values[0]!);
        update();
      };
    },
  };
});

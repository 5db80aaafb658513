import { bindNadam, power } from "@kindling/core";
import { expectPositive, expectRange } from "../check.ts";
import { defineOptimizer, type OptimizerConfig } from "./define.ts";

/** Options of {@link nadam}. The learning rate is 0.001 unless given. */
export interface NadamConfig extends OptimizerConfig {
  /** Decay of the first moment, in [0, 1). Default 0.9. */
  readonly beta1?: number;
  /** Decay of the second moment, in [0, 1). Default 0.999. */
  readonly beta2?: number;
  /** ε, added to √v̂. Default 1e-7. */
  readonly epsilon?: number;
}

/** ψ of the schedule of the momentum, as in the paper. */
const MOMENTUM_DECAY = 0.004;

/**
 * Adam with Nesterov's momentum.
 *
 *     μₜ = β₁·(1 − ½·0.96^(t·ψ))        ψ = 0.004        m, v, v̂ as in Adam
 *     w ← w − η·( (1 − μₜ)·g / (1 − Π μ₁…μₜ) + μₜ₊₁·m / (1 − Π μ₁…μₜ₊₁) ) / (√v̂ + ε)
 *
 * T. Dozat, "Incorporating Nesterov Momentum into Adam", ICLR 2016 workshop, algorithm 8.
 *
 * @throws for a learning rate or ε that is not above 0, and a β outside [0, 1)
 * @example nadam({ learningRate: 2e-3 })
 */
export const nadam = defineOptimizer("nadam", (options: NadamConfig) => {
  const { learningRate = 0.001, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-7 } = options;
  expectPositive(epsilon, "nadam: epsilon");
  expectRange(beta1, 0, 1, "nadam: beta1");
  expectRange(beta2, 0, 1, "nadam: beta2");
  const decay = power(0.96, MOMENTUM_DECAY);
  return {
    config: { learningRate, beta1, beta2, epsilon },
    slots: ["m", "v"],
    bind: ({ w, g, slots: [m, v], clock }) => {
      const settings = { meanStep: 0, gradientStep: 0, beta1, beta2, epsilon };
      const update = bindNadam({ w, g, m: m!, v: v!, settings });
      // Of step t: β₂ᵗ, 0.96^(t·ψ), and Π μ₁…μₜ. By multiplication: powers differ between engines.
      const now = { step: 0, beta2: 1, decay: 1, product: 1 };
      return () => {
        if (clock.step < now.step) Object.assign(now, { step: 0, beta2: 1, decay: 1, product: 1 });
        for (; now.step < clock.step; now.step++) {
          now.beta2 *= beta2;
          now.decay *= decay;
          now.product *= beta1 * (1 - 0.5 * now.decay);
        }
        const mu = beta1 * (1 - 0.5 * now.decay);
        const next = beta1 * (1 - 0.5 * now.decay * decay);
        const correction = Math.sqrt(1 - now.beta2);
        const rate = clock.learningRate * correction;
        settings.gradientStep = (rate * (1 - mu)) / (1 - now.product);
        settings.meanStep = (rate * next) / (1 - now.product * next);
        settings.epsilon = epsilon * correction;
        update();
      };
    },
  };
});

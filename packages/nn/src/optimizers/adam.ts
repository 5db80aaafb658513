import { bindAdam } from "@kindling/core";
import { withOptions } from "@kindling/init";
import { expectPositive, expectRange } from "../check.ts";
import type { Optimizer } from "./optimizer.ts";

/** Options of {@link adam}. */
export interface AdamConfig {
  /** η. Default 0.001. */
  readonly learningRate?: number;
  /** Decay of the first moment, in [0, 1). Default 0.9. */
  readonly beta1?: number;
  /** Decay of the second moment, in [0, 1). Default 0.999. */
  readonly beta2?: number;
  /** ε, added to √v̂. Default 1e-7. */
  readonly epsilon?: number;
}

/**
 * Adam.
 *
 *     m ← β₁·m + (1 − β₁)·g        m̂ = m / (1 − β₁ᵗ)
 *     v ← β₂·v + (1 − β₂)·g²       v̂ = v / (1 − β₂ᵗ)        w ← w − η·m̂ / (√v̂ + ε)
 *
 * D. Kingma, J. Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015, algorithm 1.
 *
 * @throws for a learning rate or ε that is not above 0, and a β outside [0, 1)
 * @example adam({ learningRate: 1e-3 })
 */
export function adam(config: AdamConfig = {}): Optimizer {
  return withOptions("adam", config, define);
}

function define(config: AdamConfig): Optimizer {
  const { learningRate = 0.001, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-7 } = config;
  expectPositive(learningRate, "adam: learningRate");
  expectPositive(epsilon, "adam: epsilon");
  expectRange(beta1, 0, 1, "adam: beta1");
  expectRange(beta2, 0, 1, "adam: beta2");
  return {
    type: "adam",
    config: { learningRate, beta1, beta2, epsilon },
    slots: ["m", "v"],
    bind: ({ w, g, slots: [m, v], clock }) => {
      const settings = { stepSize: 0, beta1, beta2, epsilon };
      const update = bindAdam({ w, g, m: m!, v: v!, settings });
      // β₁ᵗ and β₂ᵗ by multiplication: Math.pow differs between engines. Fields of an object, since
      // a changing number in a closure variable is allocated anew each time.
      const powers = { step: 0, beta1: 1, beta2: 1 };
      return () => {
        if (clock.step < powers.step) Object.assign(powers, { step: 0, beta1: 1, beta2: 1 });
        for (; powers.step < clock.step; powers.step++) {
          powers.beta1 *= beta1;
          powers.beta2 *= beta2;
        }
        const correction = Math.sqrt(1 - powers.beta2);
        settings.stepSize = (clock.learningRate * correction) / (1 - powers.beta1);
        settings.epsilon = epsilon * correction;
        update();
      };
    },
  };
}

import { bindAdam, bindAmsgrad } from "@kindling/core";
import { expectBoolean, expectPositive, expectRange } from "../check.ts";
import { defineOptimizer, type OptimizerConfig } from "./define.ts";
import type { Optimizer } from "./optimizer.ts";
import { Powers } from "./powers.ts";

/** Options of {@link adam} and of {@link adamW}. The learning rate is 0.001 unless given. */
export interface AdamConfig extends OptimizerConfig {
  /** Decay of the first moment, in [0, 1). Default 0.9. */
  readonly beta1?: number;
  /** Decay of the second moment, in [0, 1). Default 0.999. */
  readonly beta2?: number;
  /** ε, added to √v̂. Default 1e-7. */
  readonly epsilon?: number;
  /** Takes the largest v so far for v. Default false. */
  readonly amsgrad?: boolean;
}

/**
 * Adam.
 *
 *     m ← β₁·m + (1 − β₁)·g        m̂ = m / (1 − β₁ᵗ)
 *     v ← β₂·v + (1 − β₂)·g²       v̂ = v / (1 − β₂ᵗ)        w ← w − η·m̂ / (√v̂ + ε)
 *
 * D. Kingma, J. Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015, algorithm 1; AMSGrad:
 * S. Reddi, S. Kale, S. Kumar, "On the Convergence of Adam and Beyond", ICLR 2018.
 *
 * @throws for a learning rate or ε that is not above 0, and a β outside [0, 1)
 * @example adam({ learningRate: 1e-3 })
 */
export const adam = defineOptimizer("adam", define, { amsgrad: expectBoolean });

/**
 * Adam with decoupled weight decay: what `adam` with `weightDecay: 0.01` is.
 *
 *     w ← w − η·λ·w        then as in Adam
 *
 * I. Loshchilov, F. Hutter, "Decoupled Weight Decay Regularization", ICLR 2019.
 *
 * @throws what {@link adam} does
 * @example adamW({ weightDecay: 0.05, rules: [[/bias$/, { weightDecay: 0 }]] })
 */
export const adamW = defineOptimizer(
  "adamW",
  (config: AdamConfig) => {
    const { weightDecay = 0.01 } = config;
    const particular = define(config);
    return { ...particular, config: { ...particular.config, weightDecay } };
  },
  { amsgrad: expectBoolean },
);

function define(options: AdamConfig): Pick<Optimizer, "config" | "slots" | "bind"> {
  const {
    learningRate = 0.001,
    beta1 = 0.9,
    beta2 = 0.999,
    epsilon = 1e-7,
    amsgrad = false,
  } = options;
  expectPositive(epsilon, "adam: epsilon");
  expectRange(beta1, 0, 1, "adam: beta1");
  expectRange(beta2, 0, 1, "adam: beta2");
  return {
    config: { learningRate, beta1, beta2, epsilon, ...(amsgrad && { amsgrad }) },
    slots: amsgrad ? ["m", "v", "most"] : ["m", "v"],
    bind: ({ w, g, slots: [m, v, most], clock }) => {
      const settings = { stepSize: 0, beta1, beta2, epsilon };
      const moments = { w, g, m: m!, v: v!, settings };
      const update = most ? bindAmsgrad({ ...moments, most }) : bindAdam(moments);
      const powers = new Powers(beta1, beta2);
      return () => {
        powers.moveTo(clock.step);
        const correction = Math.sqrt(1 - powers.values[1]!);
        settings.stepSize = (clock.learningRate * correction) / (1 - powers.values[0]!);
        settings.epsilon = epsilon * correction;
        update();
      };
    },
  };
}

import { bindAdadelta } from "@kindling/core";
import { expectPositive, expectRange } from "../check.ts";
import { defineOptimizer, type OptimizerConfig } from "./define.ts";

/** Options of {@link adadelta}. The learning rate is 1 unless given, as in the paper. */
export interface AdadeltaConfig extends OptimizerConfig {
  /** ρ, decay of both mean squares, in [0, 1). Default 0.95. */
  readonly rho?: number;
  /** ε. Default 1e-6. */
  readonly epsilon?: number;
}

/**
 * Adadelta.
 *
 *     v ← ρ·v + (1 − ρ)·g²        s = g·√((d + ε)/(v + ε))
 *     d ← ρ·d + (1 − ρ)·s²        w ← w − η·s
 *
 * M. Zeiler, "ADADELTA: An Adaptive Learning Rate Method", 2012.
 *
 * @throws for a learning rate or ε that is not above 0, and a ρ outside [0, 1)
 * @example adadelta({ rho: 0.9 })
 */
export const adadelta = defineOptimizer("adadelta", (options: AdadeltaConfig) => {
  const { learningRate = 1, rho = 0.95, epsilon = 1e-6 } = options;
  expectPositive(epsilon, "adadelta: epsilon");
  expectRange(rho, 0, 1, "adadelta: rho");
  return {
    config: { learningRate, rho, epsilon },
    slots: ["v", "d"],
    bind: ({ w, g, slots: [v, d], clock }) => {
      const settings = { learningRate: 0, rho, epsilon };
      const update = bindAdadelta({ w, g, v: v!, d: d!, settings });
      return () => {
        settings.learningRate = clock.learningRate;
        update();
      };
    },
  };
});

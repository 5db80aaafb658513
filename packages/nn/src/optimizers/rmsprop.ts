import { bindRmsprop } from "@kindling/core";
import { expectBoolean, expectPositive, expectRange } from "../check.ts";
import { defineOptimizer, type OptimizerConfig } from "./define.ts";

/** Options of {@link rmsprop}. The learning rate is 0.001 unless given. */
export interface RmspropConfig extends OptimizerConfig {
  /** ρ, decay of the mean square, in [0, 1). Default 0.9. */
  readonly rho?: number;
  /** μ in [0, 1). Default 0. */
  readonly momentum?: number;
  /** ε, added to the root. Default 1e-7. */
  readonly epsilon?: number;
  /** Divides by the standard deviation: subtracts the square of the mean. Default false. */
  readonly centered?: boolean;
}

/**
 * RMSprop.
 *
 *     v ← ρ·v + (1 − ρ)·g²        s = g / (√v + ε)        w ← w − η·s
 *
 *     centered         mean ← ρ·mean + (1 − ρ)·g, and max(v − mean², 0) in the place of v
 *     with momentum    u ← μ·u + s        w ← w − η·u
 *
 * T. Tieleman, G. Hinton, "Lecture 6.5: rmsprop", 2012; centered: A. Graves, "Generating Sequences
 * With Recurrent Neural Networks", 2013.
 *
 * @throws for a learning rate or ε that is not above 0, and a ρ or μ outside [0, 1)
 * @example rmsprop({ learningRate: 1e-3, momentum: 0.9 })
 */
export const rmsprop = defineOptimizer(
  "rmsprop",
  (options: RmspropConfig) => {
    const { learningRate = 0.001, rho = 0.9, momentum = 0, centered = false } = options;
    const { epsilon = 1e-7 } = options;
    expectPositive(epsilon, "rmsprop: epsilon");
    expectRange(rho, 0, 1, "rmsprop: rho");
    expectRange(momentum, 0, 1, "rmsprop: momentum");
    const slots = ["v", ...(centered ? ["mean"] : []), ...(momentum > 0 ? ["velocity"] : [])];
    return {
      config: { learningRate, rho, momentum, epsilon, centered },
      slots,
      bind: ({ w, g, slots: tensors, clock }) => {
        const settings = { learningRate: 0, rho, epsilon, momentum };
        const slot = (name: string) => tensors[slots.indexOf(name)];
        const [mean, velocity] = [slot("mean"), slot("velocity")];
        const update = bindRmsprop({ w, g, v: slot("v")!, mean, velocity, settings });
        return () => {
          settings.learningRate = clock.learningRate;
          update();
        };
      },
    };
  },
  { centered: expectBoolean },
);

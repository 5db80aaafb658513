import { bindSgd } from "@kindling/core";
import { expectBoolean, expectRange } from "../check.ts";
import { defineOptimizer, type OptimizerConfig } from "./define.ts";

/** Options of {@link sgd}. The learning rate is 0.01 unless given. */
export interface SgdConfig extends OptimizerConfig {
  /** μ in [0, 1). Default 0. */
  readonly momentum?: number;
  /** Looks one step ahead along the velocity. Default false. */
  readonly nesterov?: boolean;
}

/**
 * Stochastic gradient descent, with momentum and Nesterov's variant of it.
 *
 *     v ← μ·v + g        w ← w − η·v        Nesterov: w ← w − η·(g + μ·v)
 *
 * I. Sutskever et al., "On the importance of initialization and momentum in deep learning",
 * ICML 2013, in the form in which v does not contain η.
 *
 * @throws for a learning rate that is not above 0 and a momentum outside [0, 1)
 * @example sgd({ learningRate: 0.1, momentum: 0.9, nesterov: true })
 */
export const sgd = defineOptimizer(
  "sgd",
  ({ learningRate = 0.01, momentum = 0, nesterov = false }: SgdConfig) => {
    expectRange(momentum, 0, 1, "sgd: momentum");
    return {
      config: { learningRate, momentum, nesterov },
      slots: momentum > 0 ? ["velocity"] : [],
      bind: ({ w, g, slots: [velocity], clock }) => {
        const settings = { learningRate: 0, momentum, nesterov };
        const update = bindSgd({ w, g, velocity, settings });
        return () => {
          settings.learningRate = clock.learningRate;
          update();
        };
      },
    };
  },
  { nesterov: expectBoolean },
);

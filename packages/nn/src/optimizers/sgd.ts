import { bindSgd } from "@kindling/core";
import { withOptions } from "@kindling/init";
import { expectBoolean, expectPositive, expectRange } from "../check.ts";
import type { Optimizer } from "./optimizer.ts";

/** Options of {@link sgd}. */
export interface SgdConfig {
  /** η. Default 0.01. */
  readonly learningRate?: number;
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
export function sgd(config: SgdConfig = {}): Optimizer {
  return withOptions("sgd", config, define, { nesterov: expectBoolean });
}

function define({ learningRate = 0.01, momentum = 0, nesterov = false }: SgdConfig): Optimizer {
  expectPositive(learningRate, "sgd: learningRate");
  expectRange(momentum, 0, 1, "sgd: momentum");
  return {
    type: "sgd",
    config: { learningRate, momentum, nesterov },
    slots: momentum > 0 ? ["velocity"] : [],
    bind: ({ w, g, slots: [velocity], clock }) => {
      const settings = { learningRate, momentum, nesterov };
      const update = bindSgd({ w, g, velocity, settings });
      return () => {
        settings.learningRate = clock.learningRate;
        update();
      };
    },
  };
}

import { bindHuber } from "@kindling/core";
import { withOptions } from "@kindling/init";
import { expectPositive } from "../check.ts";
import type { Loss } from "./loss.ts";

/** Options of {@link huber}. */
export interface HuberConfig {
  /** Size δ of the errors from which on the loss is straight, above 0. Default 1. */
  readonly delta?: number;
}

/**
 * Huber loss: squares near 0, straight beyond ±δ.
 *
 *     L = (1/n) Σ (|d| ≤ δ ? ½d² : δ·(|d| − ½δ))        dy = min(max(d, −δ), δ)/n        d = y − t
 *
 *     y, t  [batch, …], all of one shape with n elements
 *
 * P. J. Huber, "Robust Estimation of a Location Parameter", Annals of Statistics 53, 1964.
 *
 * @throws for a δ that is not above 0
 * @example model.compile({ optimizer: sgd(), loss: huber({ delta: 2 }) })
 */
export function huber(config: HuberConfig = {}): Loss {
  const delta = withOptions("huber", config, ({ delta = 1 }) => delta, { delta: expectPositive });
  return {
    name: "huber",
    config: { delta },
    absorbs: () => false,
    target: (output) => output,
    bind: ({ y, target, dy, loss, weights }) => bindHuber({ y, target, dy, loss, weights, delta }),
  };
}

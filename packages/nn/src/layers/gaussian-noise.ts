import { bindAdd, bindCopy, bindNormalNoise, inOrder } from "@kindling/core";
import { expectRange } from "../check.ts";
import { defineLayer, type LayerConfig } from "../layer.ts";

/** Options of {@link gaussianNoise}. */
export interface GaussianNoiseConfig extends LayerConfig {
  /** Standard deviation of what is added in training, 0 or more. */
  readonly stddev: number;
}

/**
 * Adds noise in training.
 *
 *     training     y = x + n    n ~ N(0, stddev²)        otherwise    y = x        dx = dy
 *
 * The noise is a function of (seed, path, step), so a run that resumes draws the same.
 *
 * @throws for a deviation that is not a number, 0 or more
 * @example gaussianNoise({ stddev: 0.1 })
 */
export const gaussianNoise = defineLayer("gaussianNoise", (config: GaussianNoiseConfig) => {
  const stddev = expectRange(config.stddev, 0, Number.POSITIVE_INFINITY, "gaussianNoise: stddev");

  return (scope, input) => ({
    output: input,
    mask: "passes",
    bind: ({ x, y, dx, dy, training }) => ({
      forward: training
        ? inOrder(
            bindNormalNoise({ out: y, mean: 0, std: stddev, rng: scope.rng, clock: scope.clock }),
            bindAdd({ out: y, a: y, b: x }),
          )
        : bindCopy({ out: y, x }),
      backward: inOrder(dx && bindCopy({ out: dx, x: dy })),
    }),
  });
});

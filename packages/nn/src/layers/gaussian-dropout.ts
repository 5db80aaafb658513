import { bindCopy, bindMul, bindNormalNoise, inOrder } from "@kindling/core";
import { expectRange } from "../check.ts";
import { defineLayer } from "../layer.ts";
import type { DropoutConfig } from "./dropout.ts";

/**
 * Multiplies by noise around 1 in training, with the variance that dropout of that rate has.
 *
 *     training     y = x ∘ n     dx = dy ∘ n     n ~ N(1, rate/(1 − rate))
 *     otherwise    y = x         dx = dy
 *
 * The noise is a function of (seed, path, step), so a run that resumes draws the same.
 *
 * N. Srivastava et al., "Dropout: A Simple Way to Prevent Neural Networks from Overfitting",
 * JMLR 15, 2014, section 10.
 *
 * @throws for a rate outside [0, 1)
 * @example gaussianDropout({ rate: 0.3 })
 */
export const gaussianDropout = defineLayer("gaussianDropout", (config: DropoutConfig) => {
  const rate = expectRange(config.rate, 0, 1, "gaussianDropout: rate");
  const std = Math.sqrt(rate / (1 - rate));

  return (scope, input) => ({
    output: input,
    mask: "passes",
    bind: ({ x, y, dx, dy, training, buffer }) => {
      if (!training || rate === 0) {
        return {
          forward: bindCopy({ out: y, x }),
          backward: inOrder(dx && bindCopy({ out: dx, x: dy })),
        };
      }
      const noise = buffer(input);
      return {
        forward: inOrder(
          bindNormalNoise({ out: noise, mean: 1, std, rng: scope.rng, clock: scope.clock }),
          bindMul({ out: y, a: x, b: noise }),
        ),
        backward: inOrder(dx && bindMul({ out: dx, a: dy, b: noise })),
      };
    },
  });
});

import { bindAdd, bindCopy, bindDropoutMask, bindMul, bindSub, inOrder } from "@kindling/core";
import { expectRange } from "../check.ts";
import { defineLayer } from "../layer.ts";
import { constantOf } from "./constant.ts";
import type { DropoutConfig } from "./dropout.ts";

/** −λ·α of selu, its limit at −∞: what dropped elements become. */
const FLOOR = -1.7580993408473766;

/**
 * Dropout that keeps mean 0 and variance 1, for nets of selu.
 *
 *     training     y = a·(x∘m + f·(1 − m)) + b     dx = a·dy∘m     m = 0 with probability rate, else 1
 *     otherwise    y = x                           dx = dy
 *
 *     f = −λα = −1.758…    a = 1/√((1 − rate)·(1 + rate·f²))    b = −a·rate·f
 *
 * G. Klambauer et al., "Self-Normalizing Neural Networks", NeurIPS 2017.
 *
 * @throws for a rate outside [0, 1)
 * @example alphaDropout({ rate: 0.1 })
 */
export const alphaDropout = defineLayer("alphaDropout", (config: DropoutConfig) => {
  const rate = expectRange(config.rate, 0, 1, "alphaDropout: rate");
  const keep = 1 - rate;
  const a = 1 / Math.sqrt(keep * (1 + rate * FLOOR ** 2));

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
      // The mask is m/keep, so that y = (x − f)∘mask + f + b/a, times a, with mask ← a·keep·mask.
      const mask = buffer(input);
      const [floor, scale] = [constantOf(buffer, [FLOOR]), constantOf(buffer, [a * keep])];
      const start = constantOf(buffer, [a * FLOOR * keep]);
      return {
        forward: inOrder(
          bindDropoutMask({ out: mask, rate, rng: scope.rng, clock: scope.clock }),
          bindMul({ out: mask, a: mask, b: scale }),
          bindSub({ out: y, a: x, b: floor }),
          bindMul({ out: y, a: y, b: mask }),
          bindAdd({ out: y, a: y, b: start }),
        ),
        backward: inOrder(dx && bindMul({ out: dx, a: dy, b: mask })),
      };
    },
  });
});

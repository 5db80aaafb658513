import { bindCopy, bindDropoutMask, bindMul, inOrder } from "@kindling/core";
import { expectRange } from "../check.ts";
import { defineLayer, type LayerConfig } from "../layer.ts";

/** Options of {@link dropout}. */
export interface DropoutConfig extends LayerConfig {
  /** Share of the elements that become 0 in training, in [0, 1). */
  readonly rate: number;
}

/**
 * Inverted dropout.
 *
 *     training     y = x ∘ mask     dx = dy ∘ mask     mask = 0 with probability rate, else 1/(1 − rate)
 *     otherwise    y = x            dx = dy
 *
 * The mask is a function of (seed, path, step), so a run that resumes draws the same masks.
 *
 * N. Srivastava et al., "Dropout: A Simple Way to Prevent Neural Networks from Overfitting",
 * JMLR 15, 2014.
 *
 * @throws for a rate outside [0, 1)
 * @example dropout({ rate: 0.5 })
 */
export const dropout = defineLayer("dropout", (config: DropoutConfig) => {
  const rate = expectRange(config.rate, 0, 1, "dropout: rate");

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
      const mask = buffer(input);
      return {
        forward: inOrder(
          bindDropoutMask({ out: mask, rate, rng: scope.rng, clock: scope.clock }),
          bindMul({ out: y, a: x, b: mask }),
        ),
        backward: inOrder(dx && bindMul({ out: dx, a: dy, b: mask })),
      };
    },
  });
});

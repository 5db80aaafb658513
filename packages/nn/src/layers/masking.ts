import { bindMaskRows, bindMul, inOrder, reshape } from "@kindling/core";
import { defineLayer, type LayerConfig } from "../layer.ts";
import { expectSequence } from "../sequence.ts";

/** Options of {@link masking}. */
export interface MaskingConfig extends LayerConfig {
  /** Default 0. */
  readonly maskValue?: number;
}

/**
 * Makes a mask: a step does not count where all its features are `maskValue`. Recurrent layers keep
 * their state there, attention does not look at it, losses and metrics leave it out.
 *
 *     forward    m_bt = 0 where x_btj = maskValue for all j, else 1    y = x ∘ m
 *     backward   dx = dy ∘ m
 *
 *     x, y, dx, dy  [batch, time, features]    m  [batch, time]
 *
 * @throws for a value that is not finite, and inputs that are no sequences or have no step
 * @example masking({ maskValue: -1 })
 */
export const masking = defineLayer("masking", ({ maskValue = 0 }: MaskingConfig) => {
  const value = Math.fround(maskValue);
  return (scope, input) => {
    expectSequence(input, scope.label);
    return {
      output: input,
      mask: "makes",
      bind: ({ x, y, dx, dy, outputMask }) => {
        const mask = outputMask!;
        const columns = reshape(mask, [...mask.shape, 1]);
        return {
          forward: bindMaskRows({ x, mask, y, value }),
          backward: inOrder(dx && bindMul({ out: dx, a: dy, b: columns })),
        };
      },
    };
  };
});

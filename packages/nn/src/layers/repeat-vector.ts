import { bindAdd, bindCopy, expectShape, inOrder } from "@kindling/core";
import { expectWhole } from "../check.ts";
import { defineLayer, type LayerConfig } from "../layer.ts";

/** Options of {@link repeatVector}. */
export interface RepeatVectorConfig extends LayerConfig {
  /** How many times, at least 1. */
  readonly n: number;
}

/**
 * The input at every one of n steps.
 *
 *     forward    y_t = x        backward    dx = Σ_t dy_t
 *
 *     x, dx  [batch, features]    y, dy  [batch, n, features]
 *
 * @throws for an n that is no whole number above 0, and for inputs of more than one axis
 * @example repeatVector({ n: 8 })
 */
export const repeatVector = defineLayer("repeatVector", (config: RepeatVectorConfig) => {
  const n = expectWhole(config.n, 1, "repeatVector: n");
  return (scope, input) => {
    const [features] = expectShape(input, ["features"], `${scope.label}: input`);
    return {
      output: [n, features],
      bind: ({ x, y, dx, dy }) => {
        const steps = Array.from({ length: n }, (_, t) => t);
        return {
          forward: inOrder(...steps.map((t) => bindCopy({ out: y.pick(-1, t), x }))),
          backward: inOrder(
            ...steps.map((t) => {
              const part = dy.pick(-1, t);
              return (
                dx &&
                (t === 0 ? bindCopy({ out: dx, x: part }) : bindAdd({ out: dx, a: dx, b: part }))
              );
            }),
          ),
        };
      },
    };
  };
});

import { bindCopy, inOrder, type Shape, show } from "@kindling/core";
import { clear } from "../clear.ts";
import { defineLayer, type LayerConfig } from "../layer.ts";

/** Options of {@link pickStep}. */
export interface PickStepConfig extends LayerConfig {
  /** Counted from 0, or from the end as −1. Default −1. */
  readonly step?: number;
}

/**
 * One step of a sequence, the last one unless told otherwise.
 *
 *     forward    y = x[step]        backward    dx[step] = dy, and 0 elsewhere
 *
 *     x, dx  [batch, time, …]    y, dy  [batch, …]
 *
 * @throws for a step that is no whole number, or that the input does not have
 * @example pickStep({ step: 0 })
 */
export const pickStep = defineLayer(
  "pickStep",
  ({ step = -1 }: PickStepConfig) => {
    return (scope, input) => {
      const [steps = 0, ...output] = input;
      const at = step < 0 ? steps + step : step;
      if (!(at >= 0 && at < steps)) {
        throw new RangeError(
          `${scope.label}: step: expected one from ${-steps} to ${steps - 1}, got ${step}`,
        );
      }
      return {
        output: output as Shape,
        bind: ({ x, y, dx, dy }) => ({
          forward: bindCopy({ out: y, x: x.pick(null, at) }),
          backward: inOrder(dx && clear(dx), dx && bindCopy({ out: dx.pick(null, at), x: dy })),
        }),
      };
    };
  },
  { step: expectStep },
);

function expectStep(value: unknown, where: string): void {
  if (!Number.isSafeInteger(value)) {
    throw new RangeError(`${where}: expected a whole number, got ${show(value)}`);
  }
}

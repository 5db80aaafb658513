import { bindAdd, type Shape } from "@kindling/core";
import { defineLayer, type Layer } from "../layer.ts";
import type { Loss } from "../losses/loss.ts";
import { Model } from "../model/model.ts";

/** A layer behind probes, one for each input that is not fixed. */
export function probed(
  layer: Layer,
  inputShapes: readonly Shape[],
  batch: number,
  options: { readonly seed?: number; readonly fixed?: readonly number[] } = {},
): Model {
  const { seed = 0, fixed = [] } = options;
  const all = inputShapes.map((_, i) => i);
  const free = all.filter((i) => !fixed.includes(i));
  const behind = all.map((i) => (fixed.includes(i) ? i : all.length + free.indexOf(i)));
  const steps = free.map((i) => ({ layer: probeOf(batch, `x ${i + 1}`), inputs: [i] }));
  return new Model({
    seed,
    topology: {
      inputs: inputShapes,
      steps: [...steps, { layer, inputs: behind }],
      outputs: [all.length + free.length],
    },
  });
}

/**
 * An input whose values are parameters, so that its gradient can be looked at.
 *
 *     y = x + p        dp += dy
 *
 *     x, y, dy, p, dp  [batch, …]
 */
function probeOf(batch: number, name: string): Layer {
  return defineLayer("probe", () => (scope, input) => {
    const fans = { fanIn: 1, fanOut: 1 };
    const p = scope.parameter("value", [batch, ...input], "zeros", fans);
    return {
      output: input,
      bind: ({ x, y, dy }) => ({
        forward: bindAdd({ out: y, a: x, b: p.value }),
        backward: bindAdd({ out: p.grad, a: p.grad, b: dy }),
      }),
    };
  })({ name });
}

/** L = Σ c∘y with c for a target: every output counts, each differently. */
export const projection: Loss = {
  name: "projection",
  config: {},
  absorbs: () => false,
  target: (output) => output,
  bind: ({ y, target, dy, loss }) => {
    return () => {
      let sum = 0;
      for (let i = 0; i < y.size; i++) sum += y.data[i]! * target.data[i]!;
      loss.data[0] = sum;
      dy?.data.set(target.data);
    };
  },
};

import { bindAdd, createRng, inOrder, type Shape } from "@kindling/core";
import { defineLayer, type Layer } from "../layer.ts";
import type { Loss } from "../losses/loss.ts";
import { buildLayer } from "../model/build-layer.ts";
import { gather } from "../model/gather.ts";
import { Model } from "../model/model.ts";
import { Observer } from "../model/observer.ts";
import type { Samples } from "../model/samples.ts";
import { ALL_NAMES } from "../names.ts";

/** How many indices there are, for a layer whose first input holds some. */
export function indicesOf(layer: Layer, inputShapes: readonly Shape[]): number | undefined {
  const path = layer.config.name ?? `${layer.type}_1`;
  const place = {
    path,
    rng: createRng(0),
    clock: { step: 0 },
    names: ALL_NAMES,
    dialect: ALL_NAMES.dialect("keras"),
    observer: new Observer(),
  };
  return buildLayer(layer, place, inputShapes).built.indices;
}

/** A layer behind probes, one for each input that is not fixed; that of the first may make a mask. */
export function probed(
  layer: Layer,
  inputShapes: readonly Shape[],
  batch: number,
  options: {
    readonly seed?: number;
    readonly fixed?: readonly number[];
    readonly mask?: Samples | undefined;
  } = {},
): Model {
  const { seed = 0, fixed = [], mask } = options;
  const all = inputShapes.map((_, i) => i);
  const free = all.filter((i) => !fixed.includes(i));
  const behind = all.map((i) => (fixed.includes(i) ? i : all.length + free.indexOf(i)));
  const steps = free.map((i) => ({
    layer: probeOf(batch, `x ${i + 1}`, i === 0 ? mask : undefined),
    inputs: [i],
  }));
  return new Model({
    names: ALL_NAMES,
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
function probeOf(batch: number, name: string, mask: Samples | undefined): Layer {
  return defineLayer("probe", () => (scope, input) => {
    const fans = { fanIn: 1, fanOut: 1 };
    const p = scope.parameter("value", [batch, ...input], "zeros", fans);
    return {
      output: input,
      ...(mask && { mask: "makes" }),
      bind: ({ x, y, dy, outputMask }) => ({
        forward: inOrder(
          bindAdd({ out: y, a: x, b: p.value }),
          mask && (() => gather(mask, undefined, 0, outputMask!)),
        ),
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

import { inOrder, reshape, type Shape, type Tensor } from "@kindling/core";
import { anything, expectMethod } from "../check.ts";
import { defineLayer, expectNoStates, type Layer, type LayerConfig } from "../layer.ts";
import { makesMask } from "../mask.ts";

/** Options of {@link timeDistributed}. */
export interface TimeDistributedConfig extends LayerConfig {
  /** Applied to every step by itself, with the same parameters. */
  readonly layer: Layer;
}

/**
 * A layer applied to every step of a sequence. The steps of all samples are one batch of the layer
 * inside, so a dense layer is one product.
 *
 *     forward    y_t = F(x_t)
 *     backward   dx_t = F′(x_t)ᵀ·dy_t, and the gradients of the parameters add up over all steps
 *
 *     x, dx  [batch, time, …]    y, dy  [batch, time, …], behind time as the layer says
 *
 * @throws for what is no layer, inputs without an axis for time or with no step, and what the layer
 *   says of a step
 * @example timeDistributed({ layer: dense({ units: 10, activation: "softmax" }) })
 */
export const timeDistributed = defineLayer(
  "timeDistributed",
  ({ layer }: TimeDistributedConfig) => {
    expectMethod(layer, "build", "timeDistributed: layer", "a layer, such as dense({ units: 10 })");
    expectNoStates(layer, "timeDistributed: layer");
    return (scope, input) => {
      const [steps, ...step] = input;
      if (!(steps !== undefined && steps > 0)) {
        const got = steps === undefined ? "no axis for time" : "no step";
        throw new RangeError(`${scope.label}: input: expected [batch, time, …], got ${got}`);
      }
      const inner = scope.inner(layer, step);
      const { output, activation, view = false } = inner;
      return {
        output: [steps, ...output],
        ...(activation !== undefined && { activation }),
        ...(inner.indices !== undefined && { indices: inner.indices }),
        view,
        mask: "passes",
        bind: (io) => {
          if (view) return { forward: inOrder(), backward: inOrder() };
          const count = io.x.shape[0]! * steps;
          const inOne = (x: Tensor, shape: Shape): Tensor => reshape(x, [count, ...shape]);
          const buffer = (shape: Shape): Tensor => inOne(io.buffer([steps, ...shape]), shape);
          const x = inOne(io.x, step);
          const dx = io.dx && inOne(io.dx, step);
          return inner.bind({
            ...io,
            x,
            xs: [x],
            y: inOne(io.y, output),
            dx,
            dxs: [dx],
            dy: inOne(io.dy, output),
            mask: undefined,
            masks: [undefined],
            outputMask: makesMask(inner.mask, false) ? buffer([output[0] ?? 1]) : undefined,
            buffer,
          });
        },
      };
    };
  },
  { layer: anything },
);

import { inOrder, type Shape } from "@kindling/core";
import { expectMethod } from "../check.ts";
import { defineLayer, type LayerConfig, type LayerFactory, type LayerIO } from "../layer.ts";

/** What a {@link lambda} does. */
export interface LambdaDefinition {
  /** The shape of the output, without the batch axis. Default: that of the first input. */
  output?(...inputs: readonly Shape[]): Shape;
  /** Hands the mask of the first input on. Default: it ends here. */
  readonly mask?: "passes";
  /** Writes `y`. Runs at each step, for whatever batch there is. */
  forward(io: LambdaIO): void;
  /** Writes `dx`, or each of `dxs`, where there is one. Does not run where nobody needs them. */
  backward(io: LambdaIO): void;
}

/** The tensors of one step, batch axis first: contiguous, from the beginning of their `data` on. */
export type LambdaIO = Pick<LayerIO, "x" | "xs" | "y" | "dx" | "dxs" | "dy" | "training">;

/**
 * A layer without parameters from two functions of the user's own.
 *
 *     forward    y = f(x)        backward    dx = f′(x)ᵀ·dy
 *
 * What it returns is a factory, as `dense` is. Functions are not saved: a file holds the type, and
 * loading takes the factory, `loadModel(bytes, { layers: [cube] })`. A layer with parameters, or one
 * that binds operations, is a `defineLayer`.
 *
 * @param type the name of the kind of layer, in paths and files
 * @throws for functions that are none
 * @example
 * const cube = lambda("cube", {
 *   forward: ({ x, y }) => y.data.set(x.data.map((value) => value ** 3)),
 *   backward: ({ x, dx, dy }) => dx?.data.set(x.data.map((value, i) => 3 * value ** 2 * dy.data[i]!)),
 * });
 * const net = sequential({ inputShape: [2], layers: [cube()] });
 * toNested(net.predict([[2, 3]])) // [[8, 27]]
 * checkGradients(cube(), { inputShape: [4] }).error < 1e-6 // true
 */
export function lambda(type: string, definition: LambdaDefinition): LayerFactory<LayerConfig> {
  for (const method of ["forward", "backward"] as const) {
    expectMethod(definition, method, `lambda: ${type}`, `an object with a function "${method}"`);
  }
  return defineLayer(type, (_: LayerConfig) => (_scope, ...inputs) => ({
    output: definition.output?.(...inputs) ?? inputs[0]!,
    ...(definition.mask && { mask: definition.mask }),
    bind: (io) => ({
      forward: () => definition.forward(io),
      backward: io.dxs.some((dx) => dx) ? () => definition.backward(io) : inOrder(),
    }),
  }));
}

import { bindCopy, inOrder, type Run, reshape, type Shape, type Tensor } from "@kindling/core";
import { expectMethod } from "./check.ts";
import type { BuiltLayer, Layer, LayerIO, Scope } from "./layer.ts";
import { expectNoStates } from "./layer.ts";
import { handedOn, makesMask } from "./mask.ts";

/** Layers in a row inside a layer. */
export interface Chain {
  readonly output: Shape;
  readonly layers: readonly BuiltLayer[];
}

/** Builds them below the path of the scope. @throws for what is no layer, and what a layer says */
export function buildChain(scope: Scope, layers: readonly Layer[], input: Shape): Chain {
  if (layers.length === 0) {
    throw new RangeError(`${scope.label}: layers: expected at least one, got none`);
  }
  let output = input;
  const built = layers.map((layer, i) => {
    const where = `${scope.label}: layers[${i}]`;
    expectMethod(layer, "build", where, "a layer, such as dense({ units: 10 })");
    expectNoStates(layer, where);
    const inside = scope.inner(layer, output);
    output = inside.output;
    return inside;
  });
  return { output, layers: built };
}

/** Binds them, with buffers of `io` between one and the next. Where `io` has no `dx` it may stay so. */
export function bindChain(
  { layers }: Chain,
  io: LayerIO,
): { readonly forward: Run; readonly backward: Run } {
  const forwards: Run[] = [];
  const backwards: Run[] = [];
  const last = layers.length - 1;
  let [x, dx, mask]: (Tensor | undefined)[] = [io.x, io.dx, io.mask];
  for (const [i, layer] of layers.entries()) {
    const between = (from: Tensor | undefined): Tensor =>
      layer.view && from
        ? reshape(from, [io.x.shape[0]!, ...layer.output])
        : io.buffer(layer.output);
    const y = i === last ? io.y : between(x);
    const dy = i === last ? io.dy : between(dx);
    const outputMask = makesMask(layer.mask, mask !== undefined)
      ? io.buffer([layer.output[0] ?? 1])
      : undefined;
    const skipActivation = i === last && io.skipActivation;
    if (layer.view && i === last) {
      // What the chain writes is somebody else's memory, which cannot be a view of `x`.
      forwards.push(bindCopy({ out: reshape(y, x!.shape), x: x! }));
      if (dx) backwards.unshift(bindCopy({ out: dx, x: reshape(dy, dx.shape) }));
      break;
    }
    const { forward, backward } = layer.bind({
      ...io, x: x!, xs: [x!], y, dx, dxs: [dx], dy, mask, masks: [mask], outputMask, skipActivation,
    }); // biome-ignore format: one line
    forwards.push(forward);
    backwards.unshift(backward);
    [x, dx] = [y, dy];
    [mask] = handedOn(layer.mask, [mask], outputMask);
  }
  return { forward: inOrder(...forwards), backward: inOrder(...backwards) };
}

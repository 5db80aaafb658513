import { expectShape, reshape, type Shape, type Tensor } from "@kindling/core";
import type { BuiltLayer, LayerIO } from "./layer.ts";
import type { Parameter } from "./parameter.ts";

/** The shape of an image, without the batch. */
export type Image = readonly [height: number, width: number, channels: number];

/**
 * Returns the extents of an image; a sequence is an image of one row.
 *
 * @throws for shapes of another rank, with the remedy
 */
export function expectImage(input: Shape, axes: 1 | 2, label: string): Image {
  if (axes === 2) {
    return expectShape(
      input,
      ["height", "width", "channels"],
      `${label}: input`,
      input.length === 2
        ? "images without colours have 1 channel, an axis of its own"
        : "images are [height, width, channels]",
    );
  }
  const [time, channels] = expectShape(
    input,
    ["time", "channels"],
    `${label}: input`,
    input.length === 1
      ? "a sequence of numbers has 1 channel, an axis of its own"
      : "sequences are [time, channels]",
  );
  return [1, time, channels];
}

/** The shape without the row that a sequence got. */
export function withoutRow([height, width, channels]: Image, axes: 1 | 2): Shape {
  return axes === 2 ? [height, width, channels] : [width, channels];
}

/** Binds a layer to images, whatever the rank of its tensors is. */
export function onImages(
  bind: BuiltLayer["bind"],
  [from, to]: readonly [Image, Image],
): BuiltLayer["bind"] {
  return (io: LayerIO) => {
    const { x, y, dx, dy } = io;
    const view = (tensor: Tensor, image: Image): Tensor =>
      reshape(tensor, [tensor.shape[0]!, ...image]);
    const input = view(x, from);
    const gradient = dx && view(dx, from);
    return bind({
      ...io,
      x: input,
      xs: [input],
      y: view(y, to),
      dx: gradient,
      dxs: [gradient],
      dy: view(dy, to),
    });
  };
}

/** A parameter in the shape that the operations on images have for it. */
export function reshaped(
  { value, grad }: Parameter,
  shape: Shape,
): { readonly value: Tensor; readonly grad: Tensor } {
  return { value: reshape(value, shape), grad: reshape(grad, shape) };
}

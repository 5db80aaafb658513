import { padKernels } from "../kernels/pad/kernels.ts";
import type { Pad } from "../kernels/pad/pad.ts";
import { expectShape } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { bindKernel } from "./bind.ts";
import type { Run } from "./run.ts";

/** Pixels around an image. */
export interface Margins {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/**
 * Binds zeros around images.
 *
 *     out[n, top + i, left + j, c] = x[n, i, j, c], and 0 elsewhere
 *
 *     x  [images, height, width, channels]
 *     out  [images, top + height + bottom, left + width + right, channels]
 *
 * @throws for shapes that do not fit
 * @example
 * const out = zeros([1, 1, 4, 1]);
 * const margins = { top: 0, bottom: 0, left: 2, right: 1 };
 * bindPad2d({ out, x: tensor([7], [1, 1, 1, 1]), margins })();
 * toNested(reshape(out, [4])) // [0, 0, 7, 0]
 */
export function bindPad2d(operands: {
  readonly out: Tensor;
  readonly x: Tensor;
  readonly margins: Margins;
}): Run {
  const { out, x, margins } = operands;
  const extents = extentsOf("pad2d", x, out, margins);
  return bindKernel(
    padKernels,
    { where: "pad2d", reads: { x }, writes: { out } },
    ({ pad }, { x, out }) => callOf(pad, extents, x, out),
  );
}

/**
 * Binds the inside of images, without its margins: the inverse of {@link bindPad2d}, and its
 * backward pass.
 *
 *     out[n, i, j, c] = x[n, top + i, left + j, c]
 *
 * @throws for shapes that do not fit
 * @example
 * const out = zeros([1, 1, 1, 1]);
 * const margins = { top: 0, bottom: 0, left: 2, right: 1 };
 * bindCrop2d({ out, x: tensor([1, 2, 3, 4], [1, 1, 4, 1]), margins })();
 * out.get(0, 0, 0, 0) // 3
 */
export function bindCrop2d(operands: {
  readonly out: Tensor;
  readonly x: Tensor;
  readonly margins: Margins;
}): Run {
  const { out, x, margins } = operands;
  const extents = extentsOf("crop2d", out, x, margins);
  return bindKernel(
    padKernels,
    { where: "crop2d", reads: { x }, writes: { out } },
    ({ crop }, { x, out }) => callOf(crop, extents, out, x),
  );
}

type Extents = readonly [number, number, number, number, number, number, number];

function callOf(kernel: Pad["pad"], extents: Extents, inner: number, outer: number): Run {
  const [images, height, length, top, bottom, left, right] = extents;
  return () => kernel(images, height, length, top, bottom, left, right, inner, outer);
}

function extentsOf(where: string, inner: Tensor, outer: Tensor, margins: Margins): Extents {
  const { top, bottom, left, right } = margins;
  for (const [side, margin] of Object.entries(margins)) {
    if (!(Number.isSafeInteger(margin) && margin >= 0)) {
      throw new RangeError(`${where}: ${side}: expected a whole number, at least 0, got ${margin}`);
    }
  }
  const [images, height, width, channels] = expectShape(
    inner.shape,
    ["images", "height", "width", "channels"],
    `${where}: inside`,
  );
  expectShape(
    outer.shape,
    [images, top + height + bottom, left + width + right, channels],
    `${where}: outside`,
  );
  return [
    images, height, width * channels, top, bottom, left * channels, right * channels,
  ]; // biome-ignore format: as the kernels have it
}

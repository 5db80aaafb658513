import { poolKernels } from "../kernels/pool/kernels.ts";
import { expectShape, formatShape } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { bindKernel } from "./bind.ts";
import type { Run } from "./run.ts";

/** The windows of a pooling, [down, across]: each of the output's pixels has one. */
export interface PoolWindow {
  readonly size: readonly [number, number];
  /** Pixels from one window to the next. Default `size`. */
  readonly strides?: readonly [number, number] | undefined;
  /** Pixels by which the first window begins before the image. Default [0, 0]. */
  readonly before?: readonly [number, number] | undefined;
}

/**
 * Binds the maximum of every window, and which of its taps that is:
 *
 *     out[n, p, q, c]   = max_ij x[n, p·strideY − beforeY + i, q·strideX − beforeX + j, c]
 *     index[n, p, q, c] = i·width of the window + j
 *
 *     x  [images, height, width, channels]    out, index  [images, outHeight, outWidth, channels]
 *
 * What lies outside the image does not count. The first of equal values is taken; NaN is larger than
 * everything.
 *
 * @throws for shapes that do not fit, and windows that lie outside the image
 * @example
 * const [out, index] = [zeros([1, 1, 2, 1]), zeros([1, 1, 2, 1])];
 * const x = tensor([1, 5, 8, 2], [1, 1, 4, 1]);
 * bindMaxPool2d({ out, index, x, size: [1, 2] })();
 * toNested(reshape(out, [2])) // [5, 8]
 */
export function bindMaxPool2d(
  operands: PoolWindow & { readonly out: Tensor; readonly index: Tensor; readonly x: Tensor },
): Run {
  const { out, index, x } = operands;
  expectShape(index.shape, out.shape, "maxPool2d: index");
  const extents = extentsOf("maxPool2d", operands, x, out);
  return bindKernel(
    poolKernels,
    { where: "maxPool2d", reads: { x }, writes: { out, index } },
    ({ maxPool }, { x, out, index }) => {
      const [n, h, w, c, oh, ow, wh, ww, sy, sx, top, left] = extents;
      return () => maxPool(n, h, w, c, oh, ow, wh, ww, sy, sx, top, left, x, out, index);
    },
  );
}

/**
 * Binds the gradient of {@link bindMaxPool2d}: every pixel gets the dy of the windows whose maximum
 * it was, by their `index`.
 *
 * @throws as bindMaxPool2d
 * @example
 * const dx = zeros([1, 1, 4, 1]);
 * const [dy, index] = [tensor([6, 7], [1, 1, 2, 1]), tensor([1, 0], [1, 1, 2, 1])];
 * bindMaxPool2dBackward({ dx, dy, index, size: [1, 2] })();
 * toNested(reshape(dx, [4])) // [0, 6, 7, 0]
 */
export function bindMaxPool2dBackward(
  operands: PoolWindow & { readonly dx: Tensor; readonly dy: Tensor; readonly index: Tensor },
): Run {
  const { dx, dy, index } = operands;
  expectShape(index.shape, dy.shape, "maxPool2d: index");
  const extents = extentsOf("maxPool2d", operands, dx, dy);
  return bindKernel(
    poolKernels,
    { where: "maxPool2dBackward", reads: { dy, index }, writes: { dx } },
    ({ maxPoolBackward }, { dy, index, dx }) => {
      const [n, h, w, c, oh, ow, wh, ww, sy, sx, top, left] = extents;
      return () => maxPoolBackward(n, h, w, c, oh, ow, wh, ww, sy, sx, top, left, dy, index, dx);
    },
  );
}

/**
 * Binds the sum of every window, or its mean:
 *
 *     out[n, p, q, c] = Σ_ij x[n, p·strideY − beforeY + i, q·strideX − beforeX + j, c]
 *
 * What lies outside the image does not count, in the mean neither.
 *
 * @param operands.average the mean. Default false
 * @throws as bindMaxPool2d
 * @example
 * const out = zeros([1, 1, 2, 1]);
 * bindSumPool2d({ out, x: tensor([1, 5, 8, 2], [1, 1, 4, 1]), size: [1, 2], average: true })();
 * toNested(reshape(out, [2])) // [3, 5]
 */
export function bindSumPool2d(
  operands: PoolWindow & {
    readonly out: Tensor;
    readonly x: Tensor;
    readonly average?: boolean | undefined;
  },
): Run {
  const { out, x } = operands;
  const extents = extentsOf("sumPool2d", operands, x, out);
  const average = operands.average ? 1 : 0;
  return bindKernel(
    poolKernels,
    { where: "sumPool2d", reads: { x }, writes: { out } },
    ({ sumPool }, { x, out }) => {
      const [n, h, w, c, oh, ow, wh, ww, sy, sx, top, left] = extents;
      return () => sumPool(n, h, w, c, oh, ow, wh, ww, sy, sx, top, left, x, out, average);
    },
  );
}

/**
 * Binds the gradient of {@link bindSumPool2d}: every pixel gets the dy of the windows that it counts
 * in, or its share of them. With windows side by side this repeats pixels.
 *
 * @throws as bindMaxPool2d
 * @example
 * const dx = zeros([1, 1, 4, 1]);
 * bindSumPool2dBackward({ dx, dy: tensor([6, 7], [1, 1, 2, 1]), size: [1, 2] })();
 * toNested(reshape(dx, [4])) // [6, 6, 7, 7]
 */
export function bindSumPool2dBackward(
  operands: PoolWindow & {
    readonly dx: Tensor;
    readonly dy: Tensor;
    readonly average?: boolean | undefined;
  },
): Run {
  const { dx, dy } = operands;
  const extents = extentsOf("sumPool2d", operands, dx, dy);
  const average = operands.average ? 1 : 0;
  return bindKernel(
    poolKernels,
    { where: "sumPool2dBackward", reads: { dy }, writes: { dx } },
    ({ sumPoolBackward }, { dy, dx }) => {
      const [n, h, w, c, oh, ow, wh, ww, sy, sx, top, left] = extents;
      return () => sumPoolBackward(n, h, w, c, oh, ow, wh, ww, sy, sx, top, left, dy, dx, average);
    },
  );
}

type Extents = readonly [
  number, number, number, number, number, number, number, number, number, number, number, number,
]; // biome-ignore format: as the kernels have it

/** In the order of the kernels' arguments. @throws for what does not fit */
function extentsOf(
  where: string,
  { size, strides = size, before = [0, 0] }: PoolWindow,
  x: Tensor,
  y: Tensor,
): Extents {
  const [images, height, width, channels] = expectShape(
    x.shape,
    ["images", "height", "width", "channels"],
    `${where}: images`,
  );
  const [, outHeight, outWidth] = expectShape(
    y.shape,
    [images, "height", "width", channels],
    `${where}: output`,
  );
  for (const [name, pair, least] of [
    ["size", size, 1],
    ["strides", strides, 1],
    ["before", before, 0],
  ] as const) {
    if (!(pair.length === 2 && pair.every((n) => Number.isSafeInteger(n) && n >= least))) {
      throw new RangeError(
        `${where}: ${name}: expected two whole numbers, at least ${least}, got ${formatShape(pair)}`,
      );
    }
  }
  for (const [axis, extent, count] of [
    [0, height, outHeight],
    [1, width, outWidth],
  ] as const) {
    const last = (count - 1) * strides[axis] - before[axis];
    if (before[axis] >= size[axis] || (count > 0 && last >= extent)) {
      throw new RangeError(
        `${where}: expected windows that touch the image, got ${count} of ${size[axis]} pixels, from ${-before[axis]} to ${last + size[axis] - 1} of ${extent}`,
      );
    }
  }
  return [
    images, height, width, channels, outHeight, outWidth,
    size[0], size[1], strides[0], strides[1], before[0], before[1],
  ]; // biome-ignore format: as the kernels have it
}

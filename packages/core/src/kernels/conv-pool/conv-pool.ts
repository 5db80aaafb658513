import { type ConvExtents, tablesOf } from "../conv/conv.ts";

/**
 * Convolution, relu and the maximum of windows of 2×2 in one: the convolution itself is not stored.
 *
 *     z as in `conv`, without dilation and groups
 *     y[n, p, q, o]     = max(0, z[n, 2p, 2q, o], z[n, 2p, 2q + 1, o], z[n, 2p + 1, 2q, o], z[n, 2p + 1, 2q + 1, o])
 *     index[n, p, q, o] = 0 to 3, where in the window the maximum is: the first of equal ones; NaN is larger than everything
 *
 *     x, dx  [images, height, width, channels]    w, dw  [kernelHeight, kernelWidth, channels, filters]
 *     y, dy, index  [images, outHeight, outWidth, filters]    bias, db  [filters]; 0 for none
 *
 * Backward, a gradient stands at the maximum of its window only, and only where y > 0: there g = dy, and
 *
 *     dw[i, j, c, o] += g·x[the pixel under tap i, j, c]    db[o] += g    dx[the pixel under tap i, j, c] += g·w[i, j, c, o]
 *
 * dx is overwritten as a whole; it may be 0 for none. Where g is not finite, dx of its patch is not either. `room` is the index of {@link roomOf} elements to
 * work in.
 */
export interface ConvPool {
  convPool: ConvPoolKernel<
    [x: number, w: number, bias: number, y: number, index: number, room: number]
  >;
  convPoolBackward: ConvPoolKernel<
    [
      x: number,
      w: number,
      y: number,
      dy: number,
      index: number,
      dw: number,
      db: number,
      dx: number,
      room: number,
    ]
  >;
}

export type ConvPoolKernel<Operands extends number[]> = (
  ...args: [...extents: ConvExtents, ...operands: Operands]
) => void;

/**
 * Elements that the kernels work in: a convolution with its patches; or the sums of some rows of it with
 * its tables; or lists of windows, and twice the kernel in vectors.
 */
export function roomOf(
  channels: number,
  outHeight: number,
  outWidth: number,
  filters: number,
  kernelHeight: number,
  kernelWidth: number,
): number {
  const windows = outHeight * outWidth;
  const depth = kernelHeight * kernelWidth * channels;
  const box = 128 + 8 * outWidth;
  // Vectors of a patch come in sixes.
  const vectors = kernelHeight * Math.ceil((kernelWidth * channels) / 4) + 6;
  return Math.max(
    4 * windows * (filters + depth),
    box * filters + tablesOf(box, filters, depth),
    vectors + 8 * filters * vectors + 4 + 8 * (windows + 50),
  );
}

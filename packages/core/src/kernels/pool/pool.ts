/**
 * Pooling of images, channels last. The window of output (p, q) begins at row p·strideY − top and
 * column q·strideX − left; what of it lies outside the image does not count. No window lies outside
 * as a whole.
 *
 *     maxPool    y = max of the window, index = windowWidth·i + j for the tap (i, j) where it is
 *     sumPool    y = Σ of the window; with `average` 1 divided by how many of its pixels count
 *
 *     x, dx  [images, height, width, channels]    y, dy, index  [images, outHeight, outWidth, channels]
 *
 * The first of equal values is the maximum; NaN is larger than everything, and the last of several
 * wins. The backward passes overwrite dx as a whole: at each pixel the sum of the dy, divided as
 * forward, of the windows that it counted in, or was the maximum of.
 */
export interface Pool {
  maxPool: PoolKernel<[x: number, y: number, index: number]>;
  maxPoolBackward: PoolKernel<[dy: number, index: number, dx: number]>;
  sumPool: PoolKernel<[x: number, y: number, average: number]>;
  sumPoolBackward: PoolKernel<[dy: number, dx: number, average: number]>;
}

export type PoolKernel<Operands extends number[]> = (
  images: number,
  height: number,
  width: number,
  channels: number,
  outHeight: number,
  outWidth: number,
  windowHeight: number,
  windowWidth: number,
  strideY: number,
  strideX: number,
  top: number,
  left: number,
  ...operands: Operands
) => void;

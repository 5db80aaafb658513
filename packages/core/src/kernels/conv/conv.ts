/**
 * Convolution of images, channels last, without padding.
 *
 *     y[n, p, q, o]  = f(bias[o] + Σ_ijc x[n, p·strideY + i·dilationY, q·strideX + j·dilationX, c′]·w[i, j, c, o])
 *     dw[i, j, c, o] += Σ_npq x[…the same…]·dy[n, p, q, o]
 *     dx[n, …the same…, c′] = bias[c′] + Σ_pqijo dy[n, p, q, o]·w[i, j, c, o]
 *
 *     x, dx  [images, height, width, channels]        y, dy  [images, outHeight, outWidth, filters]
 *     w, dw  [kernelHeight, kernelWidth, channels / groups, filters]
 *
 * Filters and channels come in `groups` blocks; filter o of block g sees the channels c′ = c + g·channels/groups.
 * `convInput` overwrites dx as a whole, pixels that no output has seen included. In `conv` a bias has
 * `filters` elements, in `convInput`, which is a transposed convolution, `channels`; 0 for none.
 * `relu` 1 makes f = max(…, 0), else 0. `room` is the index of {@link roomOf} elements to work in. Nothing that is
 * written overlaps anything that is read.
 */
export interface Conv {
  conv: ConvKernel<[x: number, w: number, bias: number, y: number, relu: number, room: number]>;
  convWeights: ConvKernel<[x: number, dy: number, dw: number, room: number]>;
  convInput: ConvKernel<[dy: number, w: number, bias: number, dx: number, room: number]>;
}

/** What every convolution is told of its images and windows. */
export type ConvExtents = readonly [
  images: number,
  height: number,
  width: number,
  channels: number,
  outHeight: number,
  outWidth: number,
  filters: number,
  kernelHeight: number,
  kernelWidth: number,
  strideY: number,
  strideX: number,
];

/** The extents in the order of the kernels' arguments. */
export type ConvGeometry = readonly [
  ...ConvExtents,
  dilationY: number,
  dilationX: number,
  groups: number,
];

export type ConvKernel<Operands extends number[]> = (
  ...args: [...geometry: ConvGeometry, ...operands: Operands]
) => void;

/**
 * Elements that the kernels work in: the patches of an image; or the kernel, and tables of a patch and
 * of the pixels at work, of which assembly/conv-plan.ts has so many.
 *
 * @param depth elements of a patch, kernelHeight·kernelWidth·channels/groups
 */
export function roomOf(
  outHeight: number,
  outWidth: number,
  filters: number,
  depth: number,
): number {
  const box = 128 + 4 * Math.min(outWidth, 128);
  return Math.max(outHeight * outWidth * depth, filters * depth + tablesOf(box, filters, depth));
}

/** Elements of the tables of assembly/conv-plan.ts for a box of pixels. */
export function tablesOf(box: number, filters: number, depth: number): number {
  return 3 * (box + depth + filters) + 32;
}

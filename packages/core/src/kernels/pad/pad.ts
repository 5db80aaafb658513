/**
 * Zeros around the rows of images; y is x with `top` and `bottom` rows and `left` and `right`
 * elements added, and `crop` takes them off again.
 *
 *     pad     y[n, top + i, left + j] = x[n, i, j], and 0 elsewhere
 *     crop    x[n, i, j] = y[n, top + i, left + j]
 *
 *     x  [images, height, length]    y  [images, top + height + bottom, left + length + right]
 */
export interface Pad {
  pad: PadKernel;
  crop: PadKernel;
}

export type PadKernel = (
  images: number,
  height: number,
  length: number,
  top: number,
  bottom: number,
  left: number,
  right: number,
  x: number,
  y: number,
) => void;

import type { ConvExtents } from "../kernels/conv/conv.ts";
import { roomOf } from "../kernels/conv-pool/conv-pool.ts";
import { convPoolKernels } from "../kernels/conv-pool/kernels.ts";
import { expectShape, formatShape } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { bindKernel } from "./bind.ts";
import type { Run } from "./run.ts";

/**
 * Binds a convolution, relu and the maximum of windows of 2×2 in one, and which pixel of the window
 * that is, 0 to 3:
 *
 *     z as `out` of {@link bindConv2d}
 *     out[n, p, q, o] = max(0, max_ij z[n, 2p + i, 2q + j, o])    index[n, p, q, o] = 2i + j
 *
 *     x  [images, height, width, channels]    kernel  [kernelHeight, kernelWidth, channels, filters]
 *     out, index  [images, ⌊outHeight of z / 2⌋, ⌊outWidth of z / 2⌋, filters]    bias  [filters]
 *
 * z is nowhere stored, so this is faster than the three one after another.
 *
 * @throws for shapes that do not fit, and strides that are not whole numbers above 0
 * @example
 * const [out, index] = [zeros([1, 1, 1, 1]), zeros([1, 1, 1, 1])];
 * const x = tensor([1, 2, 4, 3], [1, 2, 2, 1]);
 * bindConv2dMaxPool({ out, index, x, kernel: tensor([10], [1, 1, 1, 1]) })();
 * [out.get(0, 0, 0, 0), index.get(0, 0, 0, 0)] // [40, 2]
 */
export function bindConv2dMaxPool(operands: {
  readonly out: Tensor;
  readonly index: Tensor;
  readonly x: Tensor;
  readonly kernel: Tensor;
  readonly bias?: Tensor | undefined;
  readonly strides?: readonly [number, number] | undefined;
}): Run {
  const { out, index, x, kernel, bias, strides } = operands;
  const { geometry, room } = planOf(x, kernel, out, index, strides);
  const [n, h, w, c, oh, ow, f, kh, kw, sy, sx] = geometry;
  if (bias) expectShape(bias.shape, [f], "conv2dMaxPool: bias");
  return bindKernel(
    convPoolKernels,
    {
      where: "conv2dMaxPool",
      reads: { x, kernel, bias },
      writes: { out, index },
      scratch: { room },
    },
    ({ convPool }, { x, kernel, bias, out, index, room }) => {
      return () =>
        convPool(n, h, w, c, oh, ow, f, kh, kw, sy, sx, x, kernel, bias, out, index, room);
    },
  );
}

/**
 * Binds the backward pass of {@link bindConv2dMaxPool}: at each window g = dy at its maximum, 0
 * elsewhere, and 0 where the maximum is not above 0.
 *
 *     dKernel[i, j, c, o] += Σ g·x    dBias[o] += Σ g    dx[…] = Σ g·kernel[i, j, c, o]
 *
 * Each g touches one patch; nothing is done for the other pixels.
 *
 * @param operands.out what the forward pass wrote
 * @throws as bindConv2dMaxPool
 * @example
 * const [dKernel, dx] = [zeros([1, 1, 1, 1]), zeros([1, 2, 2, 1])];
 * const [x, kernel] = [tensor([1, 2, 4, 3], [1, 2, 2, 1]), tensor([10], [1, 1, 1, 1])];
 * const [out, index, dy] = [40, 2, 7].map((value) => tensor([value], [1, 1, 1, 1]));
 * bindConv2dMaxPoolBackward({ dKernel, dx, x, kernel, out, index, dy })();
 * [dKernel.get(0, 0, 0, 0), toNested(reshape(dx, [4]))] // [28, [0, 0, 70, 0]]
 */
export function bindConv2dMaxPoolBackward(operands: {
  readonly dKernel: Tensor;
  readonly dBias?: Tensor | undefined;
  readonly dx?: Tensor | undefined;
  readonly x: Tensor;
  readonly kernel: Tensor;
  readonly out: Tensor;
  readonly index: Tensor;
  readonly dy: Tensor;
  readonly strides?: readonly [number, number] | undefined;
}): Run {
  const { dKernel, dBias, dx, x, kernel, out, index, dy, strides } = operands;
  const where = "conv2dMaxPoolBackward";
  const { geometry, room } = planOf(x, kernel, out, index, strides);
  const [n, h, w, c, oh, ow, f, kh, kw, sy, sx] = geometry;
  expectShape(dy.shape, out.shape, `${where}: dy`);
  expectShape(dKernel.shape, kernel.shape, `${where}: dKernel`);
  if (dBias) expectShape(dBias.shape, [f], `${where}: dBias`);
  if (dx) expectShape(dx.shape, x.shape, `${where}: dx`);
  return bindKernel(
    convPoolKernels,
    {
      where,
      reads: { x, kernel, out, dy, index },
      writes: { dKernel, dBias, dx },
      updates: ["dKernel", "dBias"],
      scratch: { room },
    },
    ({ convPoolBackward }, { x, kernel, out, dy, index, dKernel, dBias, dx, room }) => {
      return () =>
        convPoolBackward(
          n, h, w, c, oh, ow, f, kh, kw, sy, sx, x, kernel, out, dy, index, dKernel, dBias, dx, room,
        ); // biome-ignore format: extents, then operands
    },
  );
}

/** The extents in the order of the kernels' arguments. @throws for what does not fit */
function planOf(
  x: Tensor,
  kernel: Tensor,
  out: Tensor,
  index: Tensor,
  strides: readonly [number, number] = [1, 1],
): { readonly geometry: ConvExtents; readonly room: number } {
  const where = "conv2dMaxPool";
  const [images, height, width, channels] = expectShape(
    x.shape,
    ["images", "height", "width", "channels"],
    `${where}: x`,
  );
  const [kernelHeight, kernelWidth, , filters] = expectShape(
    kernel.shape,
    ["kernelHeight", "kernelWidth", channels, "filters"],
    `${where}: kernel`,
  );
  if (!(strides.length === 2 && strides.every((n) => Number.isSafeInteger(n) && n >= 1))) {
    throw new RangeError(
      `${where}: strides: expected two whole numbers, at least 1, got ${formatShape(strides)}`,
    );
  }
  const pooled = (extent: number, size: number, stride: number): number =>
    Math.floor((Math.floor((extent - size) / stride) + 1) / 2);
  const outHeight = pooled(height, kernelHeight, strides[0]);
  const outWidth = pooled(width, kernelWidth, strides[1]);
  if (!(outHeight >= 1 && outWidth >= 1 && kernelHeight >= 1 && kernelWidth >= 1)) {
    throw new RangeError(
      `${where}: kernel: expected one that leaves a window of 2×2 of [${height}, ${width}], got [${kernelHeight}, ${kernelWidth}]`,
    );
  }
  expectShape(out.shape, [images, outHeight, outWidth, filters], `${where}: out`);
  expectShape(index.shape, out.shape, `${where}: index`);
  return {
    geometry: [
      images, height, width, channels, outHeight, outWidth, filters,
      kernelHeight, kernelWidth, strides[0], strides[1],
    ],
    room: roomOf(channels, outHeight, outWidth, filters, kernelHeight, kernelWidth),
  }; // biome-ignore format: as the kernels have it
}

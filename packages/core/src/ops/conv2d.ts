import { type ConvGeometry, roomOf } from "../kernels/conv/conv.ts";
import { convKernels } from "../kernels/conv/kernels.ts";
import { expectShape, formatShape } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { bindEpilogue, type Epilogue } from "./activation-function.ts";
import { bindKernel } from "./bind.ts";
import { inOrder, type Run } from "./run.ts";

/** How the window of a convolution moves: [down, across]. */
export interface ConvWindow {
  /** Pixels from one window to the next. Default [1, 1]. */
  readonly strides?: readonly [number, number] | undefined;
  /** Pixels from one tap of the kernel to the next. Default [1, 1]. */
  readonly dilation?: readonly [number, number] | undefined;
  /** Blocks of channels; the filters of a block see its channels only. Default 1. */
  readonly groups?: number | undefined;
}

/** Operands of {@link bindConv2d}. */
export interface Conv2dOperands extends ConvWindow {
  /** [images, outHeight, outWidth, filters], overwritten. */
  readonly out: Tensor;
  /** [images, height, width, channels] */
  readonly x: Tensor;
  /** [kernelHeight, kernelWidth, channels / groups, filters] */
  readonly kernel: Tensor;
  /** [filters] */
  readonly bias?: Tensor | undefined;
  /** Applied last. Default linear. */
  readonly activation?: Epilogue | undefined;
}

/**
 * Binds a convolution of images, channels last, as deep learning has it (the kernel is not flipped):
 *
 *     out[n, p, q, o] = f(bias[o] + Σ_ijc x[n, p·strideY + i·dilationY, q·strideX + j·dilationX, c]·kernel[i, j, c, o])
 *
 *     outHeight = ⌊(height − (kernelHeight − 1)·dilationY − 1) / strideY⌋ + 1, and so across
 *
 * There is no padding in it: {@link bindPad2d} comes first.
 *
 * @throws for shapes that do not fit, a kernel larger than the image, and groups that do not divide
 *   channels and filters
 * @example
 * const out = zeros([1, 2, 2, 1]);
 * const x = tensor([1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 3, 3, 1]);
 * const kernel = tensor([1, 0, 0, -1], [2, 2, 1, 1]);
 * bindConv2d({ out, x, kernel })();
 * toNested(reshape(out, [4])) // [-4, -4, -4, -4]
 */
export function bindConv2d(operands: Conv2dOperands): Run {
  const { out, x, kernel, bias, activation = "linear" } = operands;
  const behind = bindEpilogue(activation, out, "conv2d");
  const { geometry, room, filters } = planOf("conv2d", operands, x, kernel, out);
  if (bias) expectShape(bias.shape, [filters], "conv2d: bias");
  const relu = activation === "relu" ? 1 : 0;
  const run = bindKernel(
    convKernels,
    { where: "conv2d", reads: { x, kernel, bias }, writes: { out }, scratch: { room } },
    ({ conv }, at) => {
      const { x, kernel, bias, out, room } = at;
      const [n, h, w, c, oh, ow, f, kh, kw, sy, sx, dy, dx, g] = geometry;
      return () =>
        conv(n, h, w, c, oh, ow, f, kh, kw, sy, sx, dy, dx, g, x, kernel, bias, out, relu, room);
    },
  );
  return inOrder(run, behind);
}

/**
 * Binds the gradient of a convolution's kernel, added up:
 *
 *     out[i, j, c, o] += Σ_npq x[n, p·strideY + i·dilationY, q·strideX + j·dilationX, c]·dy[n, p, q, o]
 *
 * Shapes are those of {@link bindConv2d}, `out` that of the kernel, `dy` that of its output.
 *
 * @throws as bindConv2d
 * @example
 * const out = zeros([1, 2, 1, 1]);
 * const [x, dy] = [tensor([1, 2, 3], [1, 1, 3, 1]), tensor([1, 10], [1, 1, 2, 1])];
 * bindConv2dKernelGradient({ out, x, dy })();
 * toNested(reshape(out, [2])) // [21, 32]
 */
export function bindConv2dKernelGradient(
  operands: ConvWindow & { readonly out: Tensor; readonly x: Tensor; readonly dy: Tensor },
): Run {
  const { out, x, dy } = operands;
  const { geometry, room } = planOf("conv2dKernelGradient", operands, x, out, dy);
  return bindKernel(
    convKernels,
    {
      where: "conv2dKernelGradient",
      reads: { x, dy },
      writes: { out },
      updates: ["out"],
      scratch: { room },
    },
    ({ convWeights }, at) => {
      const { x, dy: gradient, out, room } = at;
      const [n, h, w, c, oh, ow, f, kh, kw, sy, sx, dy, dx, g] = geometry;
      return () =>
        convWeights(n, h, w, c, oh, ow, f, kh, kw, sy, sx, dy, dx, g, x, gradient, out, room);
    },
  );
}

/**
 * Binds the gradient of a convolution's input, which is a transposed convolution of dy:
 *
 *     out[n, p·strideY + i·dilationY, q·strideX + j·dilationX, c] = bias[c] + Σ dy[n, p, q, o]·kernel[i, j, c, o]
 *
 * summed over every p, q, i, j and o that meet there; pixels that no window has seen are 0. Shapes
 * are those of {@link bindConv2d}, `out` that of its input, `dy` that of its output.
 *
 * @param operands.bias [channels], for a layer whose forward pass this is
 * @throws as bindConv2d
 * @example
 * const out = zeros([1, 1, 3, 1]);
 * const [dy, kernel] = [tensor([1, 10], [1, 1, 2, 1]), tensor([2, 3], [1, 2, 1, 1])];
 * bindConv2dInputGradient({ out, dy, kernel })();
 * toNested(reshape(out, [3])) // [2, 23, 30]
 */
export function bindConv2dInputGradient(
  operands: ConvWindow & {
    readonly out: Tensor;
    readonly dy: Tensor;
    readonly kernel: Tensor;
    readonly bias?: Tensor | undefined;
  },
): Run {
  const { out, dy, kernel, bias } = operands;
  const { geometry, room, channels } = planOf("conv2dInputGradient", operands, out, kernel, dy);
  if (bias) expectShape(bias.shape, [channels], "conv2dInputGradient: bias");
  return bindKernel(
    convKernels,
    {
      where: "conv2dInputGradient",
      reads: { dy, kernel, bias },
      writes: { out },
      scratch: { room },
    },
    ({ convInput }, at) => {
      const { dy: gradient, kernel, bias, out, room } = at;
      const [n, h, w, c, oh, ow, f, kh, kw, sy, sx, dy, dx, g] = geometry;
      return () =>
        convInput(
          n, h, w, c, oh, ow, f, kh, kw, sy, sx, dy, dx, g, gradient, kernel, bias, out, room,
        ); // biome-ignore format: extents, then operands
    },
  );
}

interface Plan {
  readonly geometry: ConvGeometry;
  readonly channels: number;
  readonly filters: number;
  /** Elements that the kernels work in. */
  readonly room: number;
}

/** The extents, and what goes with them. @throws for what does not fit */
function planOf(
  where: string,
  { strides = [1, 1], dilation = [1, 1], groups = 1 }: ConvWindow,
  x: Tensor,
  kernel: Tensor,
  y: Tensor,
): Plan {
  const [images, height, width, channels] = expectShape(
    x.shape,
    ["images", "height", "width", "channels"],
    `${where}: images`,
  );
  const [kernelHeight, kernelWidth, , filters] = expectShape(
    kernel.shape,
    ["kernelHeight", "kernelWidth", "channels", "filters"],
    `${where}: kernel`,
  );
  if (!(groups >= 1 && channels % groups === 0 && filters % groups === 0)) {
    throw new RangeError(
      `${where}: groups: expected a divisor of ${channels} channels and ${filters} filters, got ${groups}`,
    );
  }
  const depth = channels / groups;
  expectShape(kernel.shape, [kernelHeight, kernelWidth, depth, filters], `${where}: kernel`);
  for (const [name, steps] of Object.entries({ strides, dilation })) {
    if (!(steps.length === 2 && steps.every((step) => Number.isSafeInteger(step) && step >= 1))) {
      throw new RangeError(
        `${where}: ${name}: expected two whole numbers, at least 1, got ${formatShape(steps)}`,
      );
    }
  }
  const size = [kernelHeight, kernelWidth];
  const [outHeight, outWidth] = [height, width].map((extent, axis) => {
    const reach = (size[axis] - 1) * dilation[axis] + 1;
    if (extent < reach || size[axis] < 1) {
      throw new RangeError(
        `${where}: kernel: expected one that reaches over 1 to ${extent} pixels, got ${formatShape(size)} with dilation ${formatShape(dilation)}`,
      );
    }
    return Math.floor((extent - reach) / strides[axis]) + 1;
  });
  expectShape(y.shape, [images, outHeight, outWidth, filters], `${where}: output`);
  const geometry: ConvGeometry = [
    images, height, width, channels, outHeight, outWidth, filters,
    kernelHeight, kernelWidth, strides[0], strides[1], dilation[0], dilation[1], groups,
  ]; // biome-ignore format: as the kernels have it
  const room = roomOf(outHeight, outWidth, filters, kernelHeight * kernelWidth * depth);
  return { geometry, channels, filters, room };
}

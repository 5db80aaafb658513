import {
  type Activation,
  bindConv2d,
  bindConv2dInputGradient,
  bindConv2dKernelGradient,
  bindConv2dMaxPool,
  bindConv2dMaxPoolBackward,
  bindCrop2d,
  bindPad2d,
  bindSumRows,
  type Epilogue,
  inOrder,
  type Margins,
  type Run,
  reshape,
  type Shape,
  type Tensor,
} from "@kindling/core";
import type { InitializerSpec } from "@kindling/init";
import { anything, expectBoolean } from "./check.ts";
import type { LayerConfig } from "./layer.ts";
import {
  expectPadding,
  expectPerAxis,
  type Padding,
  type PerAxis2d,
  type Window,
} from "./window.ts";

/** Options that convolutions have in common. */
export interface ConvolutionConfig<PerAxis = PerAxis2d, Pads = Padding<PerAxis>>
  extends LayerConfig {
  /** Extent of the kernel, at least 1. */
  readonly kernelSize: PerAxis;
  /** Positions from one window to the next. Default 1. */
  readonly strides?: PerAxis;
  /** Default valid. */
  readonly padding?: Pads;
  /** Positions from one tap of the kernel to the next. Default 1. */
  readonly dilationRate?: PerAxis;
  /** Applied last. Default linear. */
  readonly activation?: Activation;
  /** Default true. */
  readonly useBias?: boolean;
  /** Default: that of the model's dialect, `zeros` in Keras. */
  readonly biasInitializer?: InitializerSpec;
}

/** What {@link ConvolutionConfig} holds that is no number. */
export const CONVOLUTION_CHECKS = {
  kernelSize: anything,
  strides: anything,
  padding: anything,
  dilationRate: anything,
  activation: anything,
  useBias: expectBoolean,
  kernelInitializer: anything,
  biasInitializer: anything,
};

/** What {@link PerAxis2d} and {@link PerAxis1d} are for both. */
export type Numbers = number | readonly number[];

/** The window that a configuration describes. @throws for what is none */
export function windowOf(
  {
    kernelSize,
    strides = 1,
    padding = "valid",
    dilationRate = 1,
  }: Pick<
    ConvolutionConfig<Numbers, Padding<Numbers> | "causal">,
    "kernelSize" | "strides" | "padding" | "dilationRate"
  >,
  type: string,
  axes: 1 | 2,
): Window {
  return {
    size: expectPerAxis(kernelSize, `${type}: kernelSize`, { axes }),
    strides: expectPerAxis(strides, `${type}: strides`, { axes }),
    dilation: expectPerAxis(dilationRate, `${type}: dilationRate`, { axes }),
    padding: expectPadding(padding, `${type}: padding`, axes, [
      "valid",
      "same",
      ...(axes === 1 ? (["causal"] as const) : []),
    ]),
  };
}

/** @throws for groups that do not divide `count`, the channels or filters */
export function expectDivisor(groups: number, count: number, what: string, where: string): void {
  if (count % groups === 0) return;
  throw new RangeError(`${where}: groups: expected a divisor of ${count} ${what}, got ${groups}`);
}

/** Tensors and geometry of {@link bindConvolution}; x, y, dx, dy are images. */
export interface ConvolutionIO {
  readonly x: Tensor;
  readonly y: Tensor;
  readonly dx: Tensor | undefined;
  readonly dy: Tensor;
  /** [kernelHeight, kernelWidth, channels / groups, filters] */
  readonly kernel: { readonly value: Tensor; readonly grad: Tensor };
  readonly bias: { readonly value: Tensor; readonly grad: Tensor } | undefined;
  readonly activation: Epilogue;
  readonly strides: readonly [number, number];
  readonly dilation: readonly [number, number];
  readonly groups: number;
  readonly margins: Margins;
  /** A tensor [batch, …shape]. */
  readonly buffer: (shape: Shape) => Tensor;
}

/**
 * Binds a convolution with zeros around it, and its backward pass from the gradient of what stands
 * before the activation.
 */
export function bindConvolution(io: ConvolutionIO): {
  readonly forward: Run;
  readonly backward: Run;
} {
  const { x, y, dx, dy, kernel, bias, activation, strides, dilation, groups, margins, buffer } = io;
  const window = { strides, dilation, groups };
  const wide = bindMargins({ x, dx, margins, buffer });
  return {
    forward: inOrder(
      wide.forward,
      bindConv2d({
        out: y,
        x: wide.x,
        kernel: kernel.value,
        bias: bias?.value,
        activation,
        ...window,
      }),
    ),
    backward: inOrder(
      bindConv2dKernelGradient({ out: kernel.grad, x: wide.x, dy, ...window }),
      bias && bindBiasGradient(bias.grad, dy),
      wide.dx && bindConv2dInputGradient({ out: wide.dx, dy, kernel: kernel.value, ...window }),
      wide.backward,
    ),
  };
}

/** Binds convolution, relu and max-pooling by 2×2 in one; `y` and `dy` are those of the pooling. */
export function bindConvolutionMaxPool(
  io: Omit<ConvolutionIO, "activation" | "dilation" | "groups">,
): { readonly forward: Run; readonly backward: Run } {
  const { x, y, dx, dy, kernel, bias, strides, margins, buffer } = io;
  const wide = bindMargins({ x, dx, margins, buffer });
  const both = {
    out: y,
    index: buffer(y.shape.slice(1)),
    x: wide.x,
    kernel: kernel.value,
    strides,
  };
  return {
    forward: inOrder(wide.forward, bindConv2dMaxPool({ ...both, bias: bias?.value })),
    backward: inOrder(
      bindConv2dMaxPoolBackward({
        ...both,
        dKernel: kernel.grad,
        dBias: bias?.grad,
        dx: wide.dx,
        dy,
      }),
      wide.backward,
    ),
  };
}

/** Binds zeros around x; x and dx themselves where there are none. */
export function bindMargins({
  x,
  dx,
  margins,
  buffer,
}: Pick<ConvolutionIO, "x" | "dx" | "margins" | "buffer">): {
  readonly x: Tensor;
  readonly dx: Tensor | undefined;
  readonly forward: Run | undefined;
  readonly backward: Run | undefined;
} {
  const { top, bottom, left, right } = margins;
  if (top + bottom + left + right === 0) return { x, dx, forward: undefined, backward: undefined };
  const [, height, width, channels] = x.shape as [number, number, number, number];
  const outer = [top + height + bottom, left + width + right, channels];
  const wide = buffer(outer);
  const gradient = dx && buffer(outer);
  return {
    x: wide,
    dx: gradient,
    forward: bindPad2d({ out: wide, x, margins }),
    backward: gradient && bindCrop2d({ out: dx, x: gradient, margins }),
  };
}

/** db += Σ dy over all images and pixels. */
export function bindBiasGradient(out: Tensor, dy: Tensor): Run {
  const filters = dy.shape.at(-1)!;
  return bindSumRows({ out, x: reshape(dy, [dy.size / filters, filters]) });
}

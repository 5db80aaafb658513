import { inOrder } from "@kindling/core";
import { fans, type InitializerSpec } from "@kindling/init";
import { bindActivated } from "./activated.ts";
import { expectWhole } from "./check.ts";
import {
  bindConvolution,
  bindConvolutionMaxPool,
  type ConvolutionConfig,
  expectDivisor,
  type Numbers,
  windowOf,
} from "./convolution.ts";
import { expectImage, onImages, reshaped, withoutRow } from "./images.ts";
import type { Layer } from "./layer.ts";
import { isHalving } from "./pooling.ts";
import { type Padding, slide } from "./window.ts";

/** Options of a convolution over any number of axes. */
export interface ConvConfig<PerAxis, Pads = Padding<PerAxis>>
  extends ConvolutionConfig<PerAxis, Pads> {
  /** Channels of the output, at least 1. */
  readonly filters: number;
  /**
   * Blocks of channels: the filters of a block see the channels of its own only. Divides both.
   * Default 1.
   */
  readonly groups?: number;
  /** Default: that of the model's dialect, `glorotUniform` in Keras. */
  readonly kernelInitializer?: InitializerSpec;
}

/** The `build` of a convolution over one or two axes. @throws for options out of range */
export function defineConv(
  config: ConvConfig<Numbers, Padding<Numbers> | "causal">,
  type: string,
  axes: 1 | 2,
): Layer["build"] {
  const { activation = "linear", useBias = true, kernelInitializer, biasInitializer } = config;
  const filters = expectWhole(config.filters, 1, `${type}: filters`);
  const groups = expectWhole(config.groups ?? 1, 1, `${type}: groups`);
  const window = windowOf(config, type, axes);
  expectDivisor(groups, filters, "filters", type);

  return (scope, input) => {
    const image = expectImage(input, axes, scope.label);
    const [height, width, channels] = image;
    expectDivisor(groups, channels, "channels", scope.label);
    const { output, margins } = slide(window, [height, width], scope.label);
    const out = [...output, filters] as const;
    const shape = [...window.size.slice(axes === 2 ? 0 : 1), channels / groups, filters];
    const f = scope.activation(activation);
    const context = { ...fans(shape, { kind: "channelsLast", groups }), activation };
    const kernel = scope.parameter("kernel", shape, kernelInitializer, context);
    const bias = useBias ? scope.parameter("bias", [filters], biasInitializer, context) : undefined;

    const { size, strides, dilation } = window;
    const weights = () => reshaped(kernel, [...size, channels / groups, filters]);
    const simple = f.name === "relu" && groups === 1 && dilation[0] === 1 && dilation[1] === 1;

    return {
      output: withoutRow(out, axes),
      activation: f,
      fuse: (next) =>
        simple && isHalving(next, out)
          ? {
              output: next.output,
              bind: ({ x, y, dx, dy, buffer }) =>
                bindConvolutionMaxPool({
                  x, y, dx, dy, kernel: weights(), bias, strides, margins, buffer,
                }), // biome-ignore format: one line
            }
          : undefined,
      bind: onImages(
        ({ x, y, dx, dy, skipActivation, buffer }) => {
          const end = bindActivated(f, { y, dy, skipActivation }, () => buffer(out));
          const conv = bindConvolution({
            x,
            y: end.z,
            dx,
            dy,
            kernel: weights(),
            bias,
            activation: end.fused,
            strides,
            dilation,
            groups,
            margins,
            buffer,
          });
          return {
            forward: inOrder(conv.forward, end.forward),
            backward: inOrder(end.backward, conv.backward),
          };
        },
        [image, out],
      ),
    };
  };
}

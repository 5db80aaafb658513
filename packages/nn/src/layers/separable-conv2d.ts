import { inOrder } from "@kindling/core";
import { fans, type InitializerSpec } from "@kindling/init";
import { bindActivated } from "../activated.ts";
import { anything, expectWhole } from "../check.ts";
import {
  bindConvolution,
  CONVOLUTION_CHECKS,
  type ConvolutionConfig,
  windowOf,
} from "../convolution.ts";
import { expectImage, reshaped } from "../images.ts";
import { defineLayer } from "../layer.ts";
import { slide } from "../window.ts";

/** Options of {@link separableConv2d}. */
export interface SeparableConv2dConfig extends ConvolutionConfig {
  /** Channels of the output, at least 1. */
  readonly filters: number;
  /** Filters of every channel in the first step, at least 1. Default 1. */
  readonly depthMultiplier?: number;
  /** Default: that of the model's dialect, `glorotUniform` in Keras. */
  readonly depthwiseInitializer?: InitializerSpec;
  /** Default: that of the model's dialect, `glorotUniform` in Keras. */
  readonly pointwiseInitializer?: InitializerSpec;
}

const POINT = { strides: [1, 1], dilation: [1, 1], groups: 1 } as const;
const NO_MARGINS = { top: 0, bottom: 0, left: 0, right: 0 };

/**
 * Convolution of every channel by itself, then a mixture of the channels at each pixel.
 *
 *     forward    h[p, q, c·m + k] = Σ_ij x[p·s + i·d, q·s + j·d, c]·D[i, j, c, k]     y = f(h·P + b)
 *     backward   dz = dy ∘ f′(z)     dP += hᵀ·dz     db += Σ_npq dz     dh = dz·Pᵀ
 *                dD and dx from dh, as in depthwiseConv2d
 *
 *     x, dx  [batch, height, width, channels]    D, dD  [kernel height, kernel width, channels, m]
 *     h, dh  [batch, …, …, channels·m]    P, dP  [1, 1, channels·m, filters]
 *     y, dy  [batch, …, …, filters], extents as in conv2d    b, db  [filters]
 *
 * @throws for options out of range, inputs that are no images, and a kernel larger than its input
 * @example separableConv2d({ filters: 16, kernelSize: 3, activation: "relu" })
 */
export const separableConv2d = defineLayer(
  "separableConv2d",
  (config: SeparableConv2dConfig) => {
    const { activation = "linear", useBias = true, biasInitializer } = config;
    const { depthwiseInitializer, pointwiseInitializer } = config;
    const filters = expectWhole(config.filters, 1, "separableConv2d: filters");
    const window = windowOf(config, "separableConv2d", 2);
    const multiplier = expectWhole(
      config.depthMultiplier ?? 1,
      1,
      "separableConv2d: depthMultiplier",
    );

    return (scope, input) => {
      const [height, width, channels] = expectImage(input, 2, scope.label);
      const { output, margins } = slide(window, [height, width], scope.label);
      const between = channels * multiplier;
      const out = [...output, filters];
      const [deepShape, pointShape] = [
        [...window.size, channels, multiplier],
        [1, 1, between, filters],
      ];
      const f = scope.activation(activation);
      const context = { ...fans(pointShape), activation };
      const depthwise = scope.parameter(
        "depthwiseKernel",
        deepShape,
        depthwiseInitializer,
        fans(deepShape, "depthwise"),
      );
      const pointwise = scope.parameter(
        "pointwiseKernel",
        pointShape,
        pointwiseInitializer,
        context,
      );
      const bias = useBias
        ? scope.parameter("bias", [filters], biasInitializer, context)
        : undefined;

      return {
        output: out,
        activation: f,
        bind: ({ x, y, dx, dy, skipActivation, buffer }) => {
          const [h, dh] = [buffer([...output, between]), buffer([...output, between])];
          const end = bindActivated(f, { y, dy, skipActivation }, () => buffer(out));
          const deep = bindConvolution({
            x,
            y: h,
            dx,
            dy: dh,
            kernel: reshaped(depthwise, [...window.size, 1, between]),
            bias: undefined,
            activation: "linear",
            strides: window.strides,
            dilation: window.dilation,
            groups: channels,
            margins,
            buffer,
          });
          const mix = bindConvolution({
            x: h,
            y: end.z,
            dx: dh,
            dy,
            kernel: pointwise,
            bias,
            activation: end.fused,
            ...POINT,
            margins: NO_MARGINS,
            buffer,
          });
          return {
            forward: inOrder(deep.forward, mix.forward, end.forward),
            backward: inOrder(end.backward, mix.backward, deep.backward),
          };
        },
      };
    };
  },
  { ...CONVOLUTION_CHECKS, depthwiseInitializer: anything, pointwiseInitializer: anything },
);

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

/** Options of {@link depthwiseConv2d}. */
export interface DepthwiseConv2dConfig extends ConvolutionConfig {
  /** Filters of every channel, at least 1. Default 1. */
  readonly depthMultiplier?: number;
  /** Default: that of the model's dialect, `glorotUniform` in Keras. */
  readonly depthwiseInitializer?: InitializerSpec;
}

/**
 * Convolution of every channel by itself, with m filters each.
 *
 *     forward    y[p, q, c·m + k] = f(b[c·m + k] + Σ_ij x[p·s + i·d, q·s + j·d, c]·W[i, j, c, k])
 *     backward   dz = dy ∘ f′(z)     db += Σ_npq dz
 *                dW[i, j, c, k] += Σ_npq x[p·s + i·d, q·s + j·d, c]·dz[p, q, c·m + k]
 *                dx[u, v, c] = Σ dz[p, q, c·m + k]·W[i, j, c, k] over all p·s + i·d = u, q·s + j·d = v
 *
 *     x, dx  [batch, height, width, channels]    W, dW  [kernel height, kernel width, channels, m]
 *     y, dy  [batch, …, …, channels·m], extents as in conv2d    b, db  [channels·m]
 *
 * An output sees one channel, so fanIn is the number of taps, and fanOut m times that. (Keras counts
 * all channels and starts such layers too small.)
 *
 * @throws for options out of range, inputs that are no images, and a kernel larger than its input
 * @example depthwiseConv2d({ kernelSize: 3, padding: "same" })
 */
export const depthwiseConv2d = defineLayer(
  "depthwiseConv2d",
  (config: DepthwiseConv2dConfig) => {
    const { activation = "linear", useBias = true, biasInitializer } = config;
    const { depthwiseInitializer } = config;
    const window = windowOf(config, "depthwiseConv2d", 2);
    const multiplier = expectWhole(
      config.depthMultiplier ?? 1,
      1,
      "depthwiseConv2d: depthMultiplier",
    );

    return (scope, input) => {
      const [height, width, channels] = expectImage(input, 2, scope.label);
      const { output, margins } = slide(window, [height, width], scope.label);
      const filters = channels * multiplier;
      const out = [...output, filters];
      const shape = [...window.size, channels, multiplier];
      const f = scope.activation(activation);
      const context = { ...fans(shape, "depthwise"), activation };
      const kernel = scope.parameter("depthwiseKernel", shape, depthwiseInitializer, context);
      const bias = useBias
        ? scope.parameter("bias", [filters], biasInitializer, context)
        : undefined;

      return {
        output: out,
        activation: f,
        bind: ({ x, y, dx, dy, skipActivation, buffer }) => {
          const end = bindActivated(f, { y, dy, skipActivation }, () => buffer(out));
          const conv = bindConvolution({
            x,
            y: end.z,
            dx,
            dy,
            kernel: reshaped(kernel, [...window.size, 1, filters]),
            bias,
            activation: end.fused,
            strides: window.strides,
            dilation: window.dilation,
            groups: channels,
            margins,
            buffer,
          });
          return {
            forward: inOrder(conv.forward, end.forward),
            backward: inOrder(end.backward, conv.backward),
          };
        },
      };
    };
  },
  { ...CONVOLUTION_CHECKS, depthwiseInitializer: anything },
);

import {
  bindConv2d,
  bindConv2dInputGradient,
  bindConv2dKernelGradient,
  bindCrop2d,
  bindPad2d,
  inOrder,
  type Margins,
} from "@kindling/core";
import { fans, type InitializerSpec } from "@kindling/init";
import { bindActivated } from "../activated.ts";
import { expectWhole } from "../check.ts";
import {
  bindBiasGradient,
  CONVOLUTION_CHECKS,
  type ConvolutionConfig,
  windowOf,
} from "../convolution.ts";
import { expectImage } from "../images.ts";
import { defineLayer } from "../layer.ts";
import { reachOf, type Window } from "../window.ts";

/** Options of {@link conv2dTranspose}. */
export interface Conv2dTransposeConfig extends ConvolutionConfig {
  /** Channels of the output, at least 1. */
  readonly filters: number;
  /** Default: that of the model's dialect, `glorotUniform` in Keras. */
  readonly kernelInitializer?: InitializerSpec;
}

/**
 * Transposed convolution: the backward pass of a convolution from its output to its input, which
 * makes images larger by the strides.
 *
 *     forward    y[u, v, o] = f(b[o] + Σ x[p, q, c]·W[i, j, o, c] over all p·s + i·d = u, q·s + j·d = v)
 *     backward   dz = dy ∘ f′(z)     db[o] += Σ_nuv dz[u, v, o]
 *                dW[i, j, o, c] += Σ_npq dz[p·s + i·d, q·s + j·d, o]·x[p, q, c]
 *                dx[p, q, c] = Σ_ijo dz[p·s + i·d, q·s + j·d, o]·W[i, j, o, c]
 *
 *     x, dx  [batch, height, width, channels]    W, dW  [kernel height, kernel width, filters, channels]
 *     y, dy  [batch, outHeight, outWidth, filters]    b, db  [filters]
 *
 *     valid   outHeight = height·s + max((kernel height − 1)·d + 1 − s, 0)
 *     same    outHeight = height·s
 *     p       outHeight = (height − 1)·s + (kernel height − 1)·d + 1 − 2p, as in PyTorch
 *
 * The result of valid is cut to that of same, one less at the beginning where the rest is odd. An
 * output meets every s-th tap of the kernel in each direction, so fanIn is taps·channels/s², and
 * fanOut taps·filters.
 *
 * @throws for options out of range, inputs that are no images, and paddings that leave nothing
 * @example conv2dTranspose({ filters: 8, kernelSize: 4, strides: 2, padding: "same" })
 */
export const conv2dTranspose = defineLayer(
  "conv2dTranspose",
  (config: Conv2dTransposeConfig) => {
    const { activation = "linear", useBias = true, kernelInitializer, biasInitializer } = config;
    const filters = expectWhole(config.filters, 1, "conv2dTranspose: filters");
    const window = windowOf(config, "conv2dTranspose", 2);
    const { size, strides, dilation } = window;

    return (scope, input) => {
      const [height, width, channels] = expectImage(input, 2, scope.label);
      const { whole, margins } = spread(window, [height, width], scope.label);
      const { top, bottom, left, right } = margins;
      const out = [whole[0] - top - bottom, whole[1] - left - right, filters];
      const shape = [...size, filters, channels];
      const f = scope.activation(activation);
      const context = { ...fans(shape, { kind: "transposed", strides }), activation };
      const kernel = scope.parameter("kernel", shape, kernelInitializer, context);
      const bias = useBias
        ? scope.parameter("bias", [filters], biasInitializer, context)
        : undefined;
      const cut = top + bottom + left + right > 0;

      return {
        output: out,
        activation: f,
        bind: ({ x, y, dx, dy, skipActivation, buffer }) => {
          const end = bindActivated(f, { y, dy, skipActivation }, () => buffer(out));
          const wide = cut ? buffer([...whole, filters]) : end.z;
          const wideGradient = cut ? buffer([...whole, filters]) : dy;
          const steps = { strides, dilation };
          return {
            forward: inOrder(
              bindConv2dInputGradient({
                out: wide,
                dy: x,
                kernel: kernel.value,
                bias: bias?.value,
                ...steps,
              }),
              cut && bindCrop2d({ out: end.z, x: wide, margins }),
              !skipActivation && f.forward(end.z, y),
            ),
            backward: inOrder(
              end.backward,
              cut && bindPad2d({ out: wideGradient, x: dy, margins }),
              bindConv2dKernelGradient({ out: kernel.grad, x: wideGradient, dy: x, ...steps }),
              bias && bindBiasGradient(bias.grad, dy),
              dx && bindConv2d({ out: dx, x: wideGradient, kernel: kernel.value, ...steps }),
            ),
          };
        },
      };
    };
  },
  CONVOLUTION_CHECKS,
);

/** Extents of everything that the kernel touches, and what is cut off. @throws when nothing is left */
function spread(
  window: Window,
  [height, width]: readonly [number, number],
  label: string,
): { readonly whole: readonly [number, number]; readonly margins: Margins } {
  const { strides, padding } = window;
  const reach = reachOf(window);
  const along = (extent: number, axis: 0 | 1) => {
    const stride = strides[axis];
    const touched = (extent - 1) * stride + reach[axis];
    if (extent < 1) {
      throw new RangeError(
        `${label}: input: expected at least one pixel, got [${height}, ${width}]`,
      );
    }
    if (typeof padding !== "string") {
      const p = padding[axis];
      if (2 * p >= touched) {
        throw new RangeError(
          `${label}: padding: expected less than half of the ${touched} pixels there are, got ${p}`,
        );
      }
      return { extent: touched, before: p, after: p };
    }
    const all = Math.max(touched, extent * stride);
    const rest = padding === "same" ? all - extent * stride : 0;
    const before = Math.floor(rest / 2);
    return { extent: all, before, after: rest - before };
  };
  const [down, across] = [along(height, 0), along(width, 1)];
  return {
    whole: [down.extent, across.extent],
    margins: { top: down.before, bottom: down.after, left: across.before, right: across.after },
  };
}

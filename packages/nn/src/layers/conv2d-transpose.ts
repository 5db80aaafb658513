import {
  bindConv2d,
  bindConv2dInputGradient,
  bindConv2dKernelGradient,
  bindCrop2d,
  bindPad2d,
  formatShape,
  inOrder,
  type Margins,
} from "@kindling/core";
import { fans, type InitializerSpec } from "@kindling/init";
import { bindActivated } from "../activated.ts";
import { anything, expectWhole } from "../check.ts";
import {
  bindBiasGradient,
  CONVOLUTION_CHECKS,
  type ConvolutionConfig,
  expectDivisor,
  windowOf,
} from "../convolution.ts";
import { expectImage } from "../images.ts";
import { defineLayer } from "../layer.ts";
import { expectPerAxis, type PerAxis2d, reachOf, type Window } from "../window.ts";

/** Options of {@link conv2dTranspose}. */
export interface Conv2dTransposeConfig extends ConvolutionConfig {
  /** Channels of the output, at least 1. */
  readonly filters: number;
  /**
   * Blocks of channels: the filters of a block see the channels of its own only. Divides both.
   * Default 1.
   */
  readonly groups?: number;
  /**
   * Which of the extents that a convolution makes equal comes out: rows and columns more at the end.
   * Below the stride or the dilation rate. Default: what is said at {@link conv2dTranspose}, 0 for
   * paddings that are numbers.
   */
  readonly outputPadding?: PerAxis2d;
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
 *     x, dx  [batch, height, width, channels]    W, dW  [kernel height, kernel width, filters / groups, channels]
 *     y, dy  [batch, outHeight, outWidth, filters]    b, db  [filters]
 *
 *     padding    outHeight, r = (kernel height − 1)·d + 1     with outputPadding e
 *     valid      height·s + max(r − s, 0)                     (height − 1)·s + r + e
 *     same       height·s                                     (height − 1)·s + r − 2⌊r/2⌋ + e
 *     p          (height − 1)·s + r − 2p                      (height − 1)·s + r − 2p + e
 *
 * as in Keras; numbers as in PyTorch. They cut p rows at the beginning and p − e at the end; same cuts
 * what is too much, one less at the beginning where it is odd. An output meets every s-th tap of the
 * kernel in each direction, so fanIn is taps·channels/(groups·s²), and fanOut taps·filters/groups.
 *
 * @throws for options out of range, inputs that are no images, groups that do not divide
 *   channels and filters, and paddings that leave nothing
 * @example conv2dTranspose({ filters: 8, kernelSize: 4, strides: 2, padding: "same" })
 */
export const conv2dTranspose = defineLayer(
  "conv2dTranspose",
  (config: Conv2dTransposeConfig) => {
    const { activation = "linear", useBias = true, kernelInitializer, biasInitializer } = config;
    const filters = expectWhole(config.filters, 1, "conv2dTranspose: filters");
    const groups = expectWhole(config.groups ?? 1, 1, "conv2dTranspose: groups");
    expectDivisor(groups, filters, "filters", "conv2dTranspose");
    const window = windowOf(config, "conv2dTranspose", 2);
    const { size, strides, dilation } = window;
    const extra = extraOf(config.outputPadding, window);

    return (scope, input) => {
      const [height, width, channels] = expectImage(input, 2, scope.label);
      expectDivisor(groups, channels, "channels", scope.label);
      const { whole, margins } = spread(window, extra, [height, width], scope.label);
      const { top, bottom, left, right } = margins;
      const out = [whole[0] - top - bottom, whole[1] - left - right, filters];
      const shape = [...size, filters / groups, channels];
      const f = scope.activation(activation);
      const context = { ...fans(shape, { kind: "transposed", strides, groups }), activation };
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
          const steps = { strides, dilation, groups };
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
  { ...CONVOLUTION_CHECKS, outputPadding: anything },
);

/** The rows and columns to add. @throws for so many that another input had been meant */
function extraOf(
  outputPadding: unknown,
  { strides, dilation }: Window,
): readonly [number, number] | undefined {
  if (outputPadding === undefined) return undefined;
  const where = "conv2dTranspose: outputPadding";
  const extra = expectPerAxis(outputPadding, where, { axes: 2, least: 0 });
  for (const axis of [0, 1] as const) {
    expectWhole(extra[axis], 0, where, Math.max(strides[axis], dilation[axis]) - 1);
  }
  return extra;
}

/** Extents of everything that is computed, and what is cut off. @throws when nothing is left */
function spread(
  { strides, padding, ...taps }: Window,
  extra: readonly [number, number] | undefined,
  extents: readonly [number, number],
  label: string,
): { readonly whole: readonly [number, number]; readonly margins: Margins } {
  const reaches = reachOf(taps);
  const along = (axis: 0 | 1) => {
    const [extent, stride, reach] = [extents[axis], strides[axis], reaches[axis]];
    if (extent < 1) {
      throw new RangeError(
        `${label}: input: expected at least one pixel, got ${formatShape(extents)}`,
      );
    }
    const isNamed = typeof padding === "string";
    const p = !isNamed ? padding[axis] : padding === "same" ? Math.floor(reach / 2) : 0;
    const more = extra?.[axis] ?? (isNamed ? undefined : 0);
    const touched = (extent - 1) * stride + reach;
    const usual = padding === "same" ? extent * stride : Math.max(touched, extent * stride);
    const left = more === undefined ? usual : touched - 2 * p + more;
    if (left < 1) {
      throw new RangeError(
        `${label}: padding: expected less than half of the ${left + 2 * p} pixels there are, got ${p}`,
      );
    }
    const before = isNamed ? Math.floor(Math.max(touched - left, 0) / 2) : p;
    const whole = Math.max(touched, before + left);
    return { whole, before, after: whole - before - left };
  };
  const [down, across] = [along(0), along(1)];
  return {
    whole: [down.whole, across.whole],
    margins: { top: down.before, bottom: down.after, left: across.before, right: across.after },
  };
}

import { cos, sin } from "../kernels/angle.ts";
import { exp, log1p, tanh } from "../kernels/math.ts";
import { normalCdf } from "../random/normal-cdf.ts";
import { normalDensity } from "../random/normal-density.ts";
import { type Activation, type ActivationName, resolveActivation } from "./activation.ts";
import { SELU_ALPHA, SELU_SCALE } from "./selu.ts";

/** A function of one number, and its derivative. */
export interface ActivationCurve {
  value(x: number): number;
  slope(x: number): number;
}

/**
 * An activation as a function of one number, in float64, within 2·10⁻¹³. It calls no function that
 * engines may compute differently, so what follows from it has the same bits everywhere. Softmax and its
 * logarithm are none: undefined.
 *
 * @throws for unknown names and options out of range
 * @example
 * const { value, slope } = activationCurve({ name: "leakyRelu", negativeSlope: 0.5 })!;
 * [value(-2), slope(-2)] // [-1, 0.5]
 */
export function activationCurve(activation: Activation): ActivationCurve | undefined {
  const { name, option } = resolveActivation(activation);
  return CURVES[name]?.(option);
}

const sigma = (x: number): number => (x < 0 ? exp(x) / (1 + exp(x)) : 1 / (1 + exp(-x)));
const clamp = (x: number, high: number): number => Math.min(Math.max(x, 0), high);

const CURVES: Readonly<Record<ActivationName, ((option: number) => ActivationCurve) | undefined>> =
  {
    linear: () => ({ value: (x) => x, slope: () => 1 }),
    relu: () => ({ value: (x) => Math.max(x, 0), slope: (x) => Number(x > 0) }),
    relu6: () => ({ value: (x) => clamp(x, 6), slope: (x) => Number(x > 0 && x < 6) }),
    leakyRelu: (a) => ({
      value: (x) => (x > 0 ? x : a * x),
      slope: (x) => (x > 0 ? 1 : a),
    }),
    elu: (alpha) => eluLike(1, alpha, 1),
    selu: () => eluLike(SELU_SCALE, SELU_SCALE * SELU_ALPHA, 1),
    celu: (alpha) => eluLike(1, alpha, alpha),
    gelu: () => gated(normalCdf, normalDensity),
    geluTanh: () => {
      const bend = 1.5957691216057308; // 2·√(2/π)
      return gated(
        (x) => sigma(bend * (x + 0.044715 * x * x * x)),
        (x) => {
          const s = sigma(bend * (x + 0.044715 * x * x * x));
          return s * (1 - s) * bend * (1 + 3 * 0.044715 * x * x);
        },
      );
    },
    silu: () => gated(sigma, (x) => sigma(x) * sigma(-x)),
    mish: () => {
      const gate = (x: number): number => tanh(softplus(x));
      return gated(gate, (x) => (1 - gate(x)) * (1 + gate(x)) * sigma(x));
    },
    softplus: () => ({ value: softplus, slope: sigma }),
    softsign: () => ({
      value: (x) => x / (1 + Math.abs(x)),
      slope: (x) => 1 / ((1 + Math.abs(x)) * (1 + Math.abs(x))),
    }),
    sigmoid: () => ({ value: sigma, slope: (x) => sigma(x) * sigma(-x) }),
    hardSigmoid: () => ({
      value: (x) => clamp(x / 6 + 0.5, 1),
      slope: (x) => (x > -3 && x < 3 ? 1 / 6 : 0),
    }),
    hardSwish: () =>
      gated(
        (x) => clamp(x / 6 + 0.5, 1),
        (x) => (x > -3 && x < 3 ? 1 / 6 : 0),
      ),
    tanh: () => ({ value: tanh, slope: (x) => (1 - tanh(x)) * (1 + tanh(x)) }),
    softmax: undefined,
    logSoftmax: undefined,
    sin: (omega) => ({
      value: (x) => sin(omega * x),
      slope: (x) => omega * cos(omega * x),
    }),
  };

function softplus(x: number): number {
  return Math.max(x, 0) + log1p(exp(-Math.abs(x)));
}

/** scale·x above 0, gain·(e^(x/width) − 1) below. */
function eluLike(scale: number, gain: number, width: number): ActivationCurve {
  return {
    value: (x) => (x > 0 ? scale * x : gain * (exp(x / width) - 1)),
    slope: (x) => (x > 0 ? scale : (gain / width) * exp(x / width)),
  };
}

/** x·g(x). */
function gated(g: (x: number) => number, slope: (x: number) => number): ActivationCurve {
  return { value: (x) => x * g(x), slope: (x) => g(x) + x * slope(x) };
}

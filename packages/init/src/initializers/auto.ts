import { oneOf } from "../check.ts";
import { type Direction, gain } from "../gain.ts";
import { defineInitializer } from "../initializer.ts";
import { normal } from "../law.ts";

/** Options of {@link auto}. */
export interface AutoConfig {
  /** Whose scale is kept: that of the signals, by fanIn, or of the gradients, by fanOut. */
  readonly direction?: Direction;
}

/**
 * The normal law that fits the layer's own activation, whatever it is.
 *
 *     W ~ N(0, σ²)        forward     σ = gain/√fanIn     gain = 1/√E[f(z)²]
 *                         backward    σ = gain/√fanOut    gain = 1/√E[f′(z)²]     z ~ N(0, 1)
 *
 * With relu it is He's law, with linear, softmax and no activation LeCun's.
 *
 * @example
 * describe("auto", { fanIn: 16, fanOut: 8, activation: "tanh" }).text
 * // "N(0, 0.398²), auto, fanIn 16, tanh"
 */
export const auto = defineInitializer(
  "auto",
  ({ direction = "forward" }: AutoConfig = {}) => {
    return (context) => {
      const fan = direction === "forward" ? context.fanIn : context.fanOut;
      const { activation = "linear" } = context;
      return normal(0, gain(activation, { direction }) / Math.sqrt(fan));
    };
  },
  { direction: oneOf("forward", "backward") },
);

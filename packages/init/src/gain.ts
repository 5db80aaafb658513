import {
  type Activation,
  activationCurve,
  expectActivation,
  namedActivation,
  show,
} from "@kindling/core";
import { oneOf } from "./check.ts";
import { gainOfSlope } from "./he-gain.ts";
import { normalExpectation } from "./normal-expectation.ts";
import { withOptions } from "./options.ts";

/** A function that a layer ends with: a built-in activation, or one of the user's own. */
export type ActivationLike = Activation | ((x: number) => number);

/** Whose scale is kept: that of the signals, or that of the gradients. */
export type Direction = "forward" | "backward";

/** Options of {@link gain}. */
export interface GainOptions {
  /** Default `"forward"`. */
  readonly direction?: Direction;
  /** Derivative of a function of the user's own; without it differences of 2·10⁻⁶ stand in. */
  readonly derivative?: (x: number) => number;
  /** The numbers of `torch.nn.init.calculate_gain` instead. */
  readonly table?: "pytorch";
}

/** Half the width of a difference: its roundings and its blur of a kink are both below 10⁻⁶. */
const STEP = 1e-6;

/**
 * The factor that makes up for an activation.
 *
 *     forward     1/√E[f(z)²]     W of σ = gain/√fanIn keeps the mean square of the signals
 *     backward    1/√E[f′(z)²]    W of σ = gain/√fanOut keeps that of the gradients
 *
 *     z ~ N(0, 1)
 *
 * By quadrature, within 10⁻¹¹ for built-in activations and smooth functions. Softmax and its
 * logarithm work on whole rows: 1, as linear. For leaky ReLU both are √(2/(1 + a²)), He's factor.
 *
 * PyTorch's table has 1 for linear and sigmoid, 5/3 for tanh, √2 for relu, √(2/(1 + a²)) for
 * leakyRelu and 3/4 for selu; the last was found by trial, for tanh it is not that far off.
 *
 * @throws for a function that is 0 everywhere or not finite, and for activations that the table has not
 * @example
 * gain("relu") // 1.41421…
 * gain("tanh") // 1.59253…
 * gain((x) => Math.max(x, 0.1 * x), { direction: "backward" }) // 1.40719…
 * gain("tanh", { table: "pytorch" }) // 1.66666…
 */
export function gain(like: ActivationLike, options: GainOptions = {}): number {
  const activation = namedActivation(like);
  return withOptions(
    "gain",
    options,
    ({ direction = "forward", derivative, table }) => {
      if (typeof activation !== "function") expectActivation(activation, "gain: activation");
      const closed = closedForm(activation);
      if (table !== undefined) return closed ?? tabulated(activation);
      const isOfRows = activation === "softmax" || activation === "logSoftmax";
      if (closed !== undefined || isOfRows) return closed ?? 1;
      const f = curveOf(activation, direction, derivative);
      const square = normalExpectation((z) => f(z) * f(z), "gain");
      if (!(square > 0)) {
        throw new RangeError("gain: expected a function that lets something through, got zeros");
      }
      return 1 / Math.sqrt(square);
    },
    {
      direction: oneOf("forward", "backward"),
      table: oneOf("pytorch"),
      derivative: (value, where) => {
        if (typeof value !== "function") {
          throw new TypeError(`${where}: expected a function, got ${show(value)}`);
        }
      },
    },
  );
}

/** Of those that are x above 0 and a·x below. */
function closedForm(activation: ActivationLike): number | undefined {
  const { name, negativeSlope = 0.3 }: { name: unknown; negativeSlope?: number } =
    typeof activation === "object" ? activation : { name: activation };
  switch (name) {
    case "linear":
      return gainOfSlope(1);
    case "relu":
      return gainOfSlope(0);
    case "leakyRelu":
      return gainOfSlope(negativeSlope);
  }
  return undefined;
}

/** f or f′. */
function curveOf(
  activation: ActivationLike,
  direction: Direction,
  derivative: ((x: number) => number) | undefined,
): (x: number) => number {
  if (typeof activation === "function") {
    if (direction === "forward") return activation;
    return derivative ?? ((x) => (activation(x + STEP) - activation(x - STEP)) / (2 * STEP));
  }
  const curve = activationCurve(activation)!;
  return direction === "forward" ? curve.value : curve.slope;
}

function tabulated(activation: ActivationLike): number {
  switch (activation) {
    case "sigmoid":
      return 1;
    case "tanh":
      return 5 / 3;
    case "selu":
      return 3 / 4;
  }
  throw new RangeError(
    "gain: expected one of linear, relu, leakyRelu, sigmoid, tanh, selu for PyTorch's table, " +
      `got ${show(activation)}`,
  );
}

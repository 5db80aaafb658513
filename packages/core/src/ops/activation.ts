import { expectShape } from "../shape.ts";
import { show } from "../show.ts";
import { type Tensor, zeros } from "../tensor.ts";
import { type ActivationFunction, isActivationFunction } from "./activation-function.ts";
import * as activations from "./activations.ts";
import { runOnce } from "./bind.ts";
import type { Run } from "./run.ts";

/** The name of an activation; see {@link Activation} for the formulas. */
export type ActivationName = keyof typeof ACTIVATIONS;

/** What every name stands for. */
export const ACTIVATIONS = {
  linear: activations.linearActivation,
  relu: activations.reluActivation,
  relu6: activations.relu6Activation,
  leakyRelu: activations.leakyReluActivation,
  elu: activations.eluActivation,
  selu: activations.seluActivation,
  celu: activations.celuActivation,
  gelu: activations.geluActivation,
  geluTanh: activations.geluTanhActivation,
  silu: activations.siluActivation,
  mish: activations.mishActivation,
  softplus: activations.softplusActivation,
  softsign: activations.softsignActivation,
  sigmoid: activations.sigmoidActivation,
  hardSigmoid: activations.hardSigmoidActivation,
  hardSwish: activations.hardSwishActivation,
  tanh: activations.tanhActivation,
  softmax: activations.softmaxActivation,
  logSoftmax: activations.logSoftmaxActivation,
  sin: activations.sinActivation,
};

/** Leaky ReLU with a slope of its own. */
export interface LeakyReluActivation {
  readonly name: "leakyRelu";
  /** Slope for x < 0, at least 0. Default 0.3, as in TensorFlow.js. */
  readonly negativeSlope?: number;
}

/** An exponential linear unit with a depth of its own. */
export interface EluActivation {
  readonly name: "elu" | "celu";
  /** Depth α, above 0: the limit at −∞ is −α. Default 1. */
  readonly alpha?: number;
}

/** A sine with a frequency of its own, as SIREN has (V. Sitzmann et al., NeurIPS 2020). */
export interface SinActivation {
  readonly name: "sin";
  /** Frequency ω, above 0. Default 1; SIREN takes 30. */
  readonly omega?: number;
}

/**
 * A function that a layer ends with.
 *
 *     linear     x                            relu         max(x, 0)
 *     relu6      min(max(x, 0), 6)            leakyRelu    x > 0 ? x : a·x
 *     elu        x > 0 ? x : α·(eˣ − 1)       celu         x > 0 ? x : α·(e^(x/α) − 1)
 *     selu       λ·elu(x), α = 1.673…, λ = 1.050…
 *     gelu       x·Φ(x)                       geluTanh     ½x·(1 + tanh(√(2/π)·(x + 0.044715x³)))
 *     silu       x·σ(x)                       mish         x·tanh(ln(1 + eˣ))
 *     softplus   ln(1 + eˣ)                   softsign     x/(1 + |x|)
 *     sigmoid    σ(x) = 1/(1 + e^−x)          hardSigmoid  min(max(x/6 + ½, 0), 1)
 *     tanh                                    hardSwish    x·hardSigmoid(x)
 *     softmax    e^x / Σ e^x over the last axis   logSoftmax   its logarithm
 *     sin        sin(ω·x)
 *
 * hardSigmoid is that of Keras 3 and PyTorch; TensorFlow.js has 0.2·x + ½ in it.
 *
 * Beside the names stand the values that they stand for: `reluActivation()`,
 * `leakyReluActivation({ negativeSlope: 0.5 })`, without the suffix in `@kindling/nn`. A bundle holds those that it uses.
 *
 * @example
 * const x = tensor([-1, 2]);
 * bindActivation({ y: x, x, activation: { name: "leakyRelu", negativeSlope: 0.5 } })();
 * toNested(x) // [-0.5, 2]
 */
export type Activation =
  | ActivationName
  | LeakyReluActivation
  | EluActivation
  | SinActivation
  | ActivationFunction<ActivationName>;

/**
 * Binds y = f(x), for tensors of one shape; y may be x.
 *
 * @throws for shapes that differ, softmax of a scalar, unknown names and options out of range
 * @example
 * const y = zeros([3]);
 * bindActivation({ y, x: tensor([-1, 0, 2]), activation: "relu" })();
 * toNested(y) // [0, 0, 2]
 */
export function bindActivation(operands: {
  readonly y: Tensor;
  readonly x: Tensor;
  readonly activation: Activation;
}): Run {
  const { y, x, activation } = operands;
  const f = resolveActivation(activation);
  expectShape(y.shape, x.shape, `${f.name}: y`);
  return f.forward(x, y);
}

/**
 * f(x), into `out` or a new tensor.
 *
 * @throws for an `out` of another shape, softmax of a scalar, unknown names and options out of range
 * @example
 * toNested(activate(tensor([-4, 0, 4]), "hardSwish")) // [0, 0, 4]
 * toNested(activate(tensor([-1, 2]), { name: "leakyRelu", negativeSlope: 0.5 })) // [-0.5, 2]
 */
export function activate(
  x: Tensor,
  activation: Activation,
  options: { readonly out?: Tensor | undefined } = {},
): Tensor {
  const { out = zeros(x.shape) } = options;
  runOnce(() => bindActivation({ y: out, x, activation }));
  return out;
}

/**
 * Binds dx = dy ∘ f′(x), written in terms of y = f(x) where that is enough, else of x; for softmax
 * the product with its Jacobian. All tensors have one shape; dx may be dy.
 *
 * @param x needed where {@link activationReads} says `"x"`; y is needed elsewhere
 * @throws for shapes that differ, softmax of a scalar, unknown names and options out of range
 * @example
 * const dx = zeros([2]);
 * const [y, dy] = [tensor([0.5, 1]), tensor([8, 8])];
 * bindActivationBackward({ dx, y, dy, activation: "sigmoid" })();
 * toNested(dx) // [2, 0]
 */
export function bindActivationBackward(operands: {
  readonly dx: Tensor;
  readonly x?: Tensor | undefined;
  readonly y?: Tensor | undefined;
  readonly dy: Tensor;
  readonly activation: Activation;
}): Run {
  const { dx, dy, activation } = operands;
  const { name, reads, backward } = resolveActivation(activation);
  const at = operands[reads];
  if (at === undefined) {
    throw new TypeError(
      `${name}: ${reads}: expected the tensor that its backward pass reads, got none`,
    );
  }
  expectShape(dy.shape, at.shape, `${name}: dy`);
  expectShape(dx.shape, at.shape, `${name}: dx`);
  return backward(at, dy, dx);
}

/**
 * What the backward pass of an activation reads: `"y"`, the output, or `"x"`, the input, which has
 * to be kept then.
 *
 * @throws for unknown names and options out of range
 * @example [activationReads("tanh"), activationReads("gelu")] // ["y", "x"]
 */
export function activationReads(activation: Activation): "x" | "y" {
  return resolveActivation(activation).reads;
}

/**
 * Returns an activation that is known and well configured.
 *
 * @throws for unknown names and options out of range
 * @example expectActivation("relu", "dense: activation") // "relu"
 */
export function expectActivation(activation: unknown, where: string): Activation {
  resolveActivation(activation as Activation, where);
  return activation as Activation;
}

/**
 * What an activation stands for, as a value.
 *
 * @throws for unknown names and options out of range
 * @example resolveActivation("relu").reads // "y"
 */
export function resolveActivation(
  activation: Activation,
  where = "activation",
): ActivationFunction<ActivationName> {
  if (isActivationFunction(activation)) return activation;
  const { name, ...options } =
    typeof activation === "object" && activation !== null ? activation : { name: activation };
  if (typeof name !== "string" || !Object.hasOwn(ACTIVATIONS, name)) {
    throw new RangeError(
      `${where}: expected one of ${Object.keys(ACTIVATIONS).join(", ")}, got ${show(name)}`,
    );
  }
  try {
    return ACTIVATIONS[name](options);
  } catch (error) {
    (error as Error).message = `${where}: ${(error as Error).message}`;
    throw error;
  }
}

import type { ActivationFunction, Run, Shape, Tensor } from "@kindling/core";
import { withOptions } from "@kindling/init";
import { expectBoolean, expectRange } from "../check.ts";

/** A description of what a net is trained to make small. */
export interface Loss {
  readonly name: string;
  /** Plain JSON, enough to make the loss again. */
  readonly config: Readonly<FromLogits & Record<string, unknown>>;
  /**
   * True when the loss itself applies that last activation of the net, in its stable form: it then
   * reads what stands before the activation (logits).
   */
  absorbs(activation: Pick<ActivationFunction, "name"> | undefined): boolean;
  /** Shape of one target for one output, both without the batch axis. @throws if there is none */
  target(output: Shape): Shape;
  /** Targets are class numbers, 0 … classes − 1. */
  readonly classes?: (output: Shape) => number;
  /** `loss` [1] receives the mean over the batch, `dy`, if given, its gradient. */
  bind(io: LossIO): Run;
}

/** The tensors of one binding, batch axis first. */
export interface LossIO {
  readonly y: Tensor;
  readonly target: Tensor;
  /** Gradient of the loss, to be overwritten; absent where nobody needs it. */
  readonly dy: Tensor | undefined;
  /** [1] */
  readonly loss: Tensor;
  /**
   * [batch], for samples that do not count alike: L = (1/batch) Σ_i w_i·ℓ_i, where ℓ_i is the loss
   * of sample i by itself. The divisor is the number of samples, as in Keras, so samples of weight
   * 0 make the loss smaller; PyTorch divides by the sum of its class weights instead. Behind a mask, and
   * with weights of rows, the samples are those, and the divisor is the number that count.
   */
  readonly weights: Tensor | undefined;
  /** `y` holds logits: the loss absorbed the activation, or is computed from logits anyway. */
  readonly logits: boolean;
  /** A tensor [batch, …shape] that lives as long as the binding. */
  buffer(shape: Shape): Tensor;
}

/** What a loss can be computed from. */
export interface FromLogits {
  /**
   * The net ends without softmax or sigmoid and its outputs are logits. Makes no difference behind
   * a softmax or sigmoid: that is absorbed and computed from logits anyway. Default false.
   */
  readonly fromLogits?: boolean;
}

/** Reads the options of a loss that can be computed from logits. @throws for others */
export function readFromLogits(where: string, config: FromLogits): boolean {
  return withOptions(where, config, ({ fromLogits = false }) => fromLogits, {
    fromLogits: expectBoolean,
  });
}

/** Options of the cross-entropies. */
export interface CrossentropyConfig extends FromLogits {
  /** Share of every target that is spread evenly over all classes, in [0, 1). Default 0. */
  readonly labelSmoothing?: number;
}

/** Reads the options of a cross-entropy. @throws for others */
export function readCrossentropy(
  where: string,
  config: CrossentropyConfig,
): Required<CrossentropyConfig> {
  const read = ({ fromLogits = false, labelSmoothing = 0 }: CrossentropyConfig) => ({
    fromLogits,
    labelSmoothing,
  });
  return withOptions(where, config, read, {
    fromLogits: expectBoolean,
    labelSmoothing: (value, where) => expectRange(value, 0, 1, where),
  });
}

/** The last axis of an output of classes. @throws where there is none */
export function expectClassAxis(where: string, output: Shape): number {
  const classes = output.at(-1);
  if (classes !== undefined) return classes;
  throw new RangeError(`${where}: output of the net: expected [batch, …, classes], got [batch]`);
}

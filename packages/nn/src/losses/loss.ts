import type { Activation, Run, Shape, Tensor } from "@kindling/core";
import { withOptions } from "@kindling/init";
import { expectBoolean } from "../check.ts";

/** A description of what a net is trained to make small. */
export interface Loss {
  readonly name: string;
  /** Plain JSON, enough to make the loss again. */
  readonly config: Readonly<FromLogits>;
  /**
   * True when the loss itself applies that last activation of the net, in its stable form: it then
   * reads what stands before the activation (logits).
   */
  absorbs(activation: Activation | undefined): boolean;
  /** Shape of one target for one output, both without the batch axis. @throws if there is none */
  target(output: Shape): Shape;
  /** Targets are class numbers, 0 … classes − 1. */
  readonly classes?: (output: Shape) => number;
  /** `loss` [1] receives the mean over the batch, `dy`, if given, its gradient. */
  bind(io: {
    readonly y: Tensor;
    readonly target: Tensor;
    readonly dy: Tensor | undefined;
    readonly loss: Tensor;
    /** `y` holds logits: the loss absorbed the activation, or is computed from logits anyway. */
    readonly logits: boolean;
  }): Run;
}

/** Options of the cross-entropies. */
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

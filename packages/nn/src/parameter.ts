import type { Shape, Tensor } from "@kindling/core";
import type { InitializerSpec, LawContext } from "@kindling/init";
import type { RuleOptions } from "./optimizers/update-options.ts";

/**
 * A tensor of a layer. `value` and `grad` are live: they change with every step, and what
 * is written into `value` is what the next step uses.
 */
export interface Parameter {
  /** Layer path and role, `dense_1/kernel`; also the name of the parameter's random stream. */
  readonly path: string;
  readonly shape: Shape;
  readonly value: Tensor;
  readonly grad: Tensor;
  /** False for state that is saved with the weights, such as a running mean; its `grad` stays 0. */
  readonly trainable: boolean;
  /** How its layer wants it trained; the optimizer's rules come behind it. */
  readonly rule: RuleOptions;
  /** The one that the layer was given, else that of the dialect. */
  readonly initializer: InitializerSpec;
  /** What the layer says of its kernel: fans, and the activation behind it. */
  readonly fans: LawContext;
}

import type { Run, Tensor } from "@kindling/core";

/** Where training stands. Everything that changes from step to step is a function of it. */
export interface Clock {
  /** Updates since the model was compiled, the one under way included. */
  step: number;
  /** Passes over the data since then. */
  epoch: number;
  /** Taken from the optimizer; may be changed between steps. */
  learningRate: number;
}

/** A description of how parameters follow their gradients. */
export interface Optimizer {
  readonly type: string;
  /** Plain JSON, enough to make the optimizer again. */
  readonly config: { readonly learningRate: number; readonly [option: string]: unknown };
  /** What it remembers for every weight, in the order in which `bind` gets it; starts at 0. */
  readonly slots: readonly string[];
  /** Binds one update of `w` by its gradient `g`; all operands have one shape. */
  bind(io: {
    readonly w: Tensor;
    readonly g: Tensor;
    readonly slots: readonly Tensor[];
    readonly clock: Readonly<Clock>;
  }): Run;
}

import type { Run, Shape, Tensor } from "@kindling/core";
import type { Schedule } from "../schedules/schedule.ts";
import type { UpdateOptions } from "./update-options.ts";

/** Where training stands. Everything that changes from step to step is a function of it. */
export interface Clock {
  /** Updates since the model was compiled, the one under way included. */
  step: number;
  /** Passes over the data since then. */
  epoch: number;
  /** Batches since then, of which several may make one update; dropout is drawn at it. */
  readonly batches: { step: number };
  /** Of the update under way: from the optimizer, its schedule, or set between steps. */
  learningRate: number;
}

/** A description of how parameters follow their gradients. */
export interface Optimizer {
  readonly type: string;
  /**
   * Plain JSON, enough to make the optimizer again. What stands here under the names of
   * {@link UpdateOptions} the model does around every update, whatever the optimizer.
   */
  readonly config: UpdateOptions & {
    readonly learningRate: number | Schedule;
    readonly [option: string]: unknown;
  };
  /** What it remembers for every weight, in the order in which `bind` gets it; starts at 0. */
  readonly slots: readonly string[];
  /**
   * Binds each parameter by itself, in its own shape. Otherwise `bind` gets all parameters that are
   * treated alike as one vector, so that one call updates them.
   */
  readonly perParameter?: boolean;
  /** Binds one update of `w` by its gradient `g`; all operands have one shape. */
  bind(io: OptimizerIO): Run;
}

/** The same at a fixed rate, whatever its own or its schedule's is. */
export function atRate(optimizer: Optimizer, learningRate: number): Optimizer {
  const { type, slots, config } = optimizer;
  return {
    type,
    slots,
    config: { ...config, learningRate },
    ...(optimizer.perParameter && { perParameter: true }),
    bind: (io) => optimizer.bind(io),
  };
}

/** The operands of an update. */
export interface OptimizerIO {
  readonly w: Tensor;
  readonly g: Tensor;
  readonly slots: readonly Tensor[];
  readonly clock: Readonly<Clock>;
  /** Of the parameter, where each is bound by itself. */
  readonly path?: string;
  /** A tensor of zeros that lives as long as the binding. */
  buffer(shape: Shape): Tensor;
}

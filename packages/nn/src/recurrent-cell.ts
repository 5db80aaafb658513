import type { Run, Tensor } from "@kindling/core";
import type { InitializerSpec } from "@kindling/init";
import type { Parameter } from "./parameter.ts";
import type { RecurrentOptions } from "./recurrent-options.ts";

/** A matrix [batch, width] for each step, the batch of one step behind that of the one before. */
export interface Steps {
  /** [steps·batch, width] */
  readonly all: Tensor;
  /** [batch, width] */
  at(step: number): Tensor;
  /** Of all steps from `start` on, [(steps − start)·batch, width], without the last `less`. */
  from(start: number, less?: number): Tensor;
}

/** One binding of a layer as its cells see it. Step 0 is the one that is processed first. */
export interface Sequence {
  readonly steps: number;
  /** The first step whose state before it is not known to be zeros. */
  readonly first: number;
  /** x·W + b, for every step. */
  readonly z: Steps;
  /** The states before every step, and behind the last: one more than steps. */
  readonly h: Steps;
  /** The part of the output that a step writes, [batch, units]; absent where the last state is all. */
  y(step: number): Tensor | undefined;
  dy(step: number): Tensor | undefined;
  /** [batch], 0 where the step does not count. */
  mask(step: number): Tensor | undefined;
  /** [batch, units], gradient of the state: behind the step before `backward`, in front of it after. */
  readonly dh: Tensor;
  /** [batch, units], the mask of recurrent dropout: what U sees is multiplied by it. */
  readonly drop: Tensor | undefined;
  /** out = h·U + b, or out += h·U, with the state before a step; nothing is added where that is zeros. */
  recall(
    step: number,
    product: {
      readonly out: Tensor;
      readonly kernel: Tensor;
      readonly bias?: Tensor | undefined;
      readonly accumulate?: boolean;
    },
  ): Run | undefined;
  /** dh += dz·Uᵀ */
  recallBackward(
    step: number,
    product: { readonly dz: Tensor; readonly kernel: Tensor },
  ): Run | undefined;
  /** dU += Σ hᵀ·dz, where dz begins with the first step that has a state before it. */
  recallGradient(product: { readonly out: Tensor; readonly dz: Tensor }): Run;
  buffer(width: number, steps?: number): Steps;
}

/** How cells of one kind step. */
export interface BoundCell {
  /** The gradient of x·W + b after the backward steps. */
  readonly dz: Steps;
  /** A second state: where it begins and ends, and its gradient, that of the end before `backward`. */
  readonly second?: {
    readonly initial: Tensor;
    readonly final: Tensor;
    readonly gradient: Tensor;
  };
  forward(step: number): Run;
  backward(step: number): Run;
  /** Gradients of the cell's own parameters, behind all steps. */
  readonly gradients: Run;
}

/** What a layer leaves to `buildRecurrent`. */
export interface RecurrentPlan {
  readonly options: RecurrentOptions;
  /** Widths of z in units. */
  readonly gates: number;
  /** Names of the states, as errors call them. */
  readonly states: readonly string[];
  /** Adds a second bias to x·W + b. */
  readonly useRecurrentBias?: boolean;
  /** What b starts from, and b' does not. Default: what the options say of both. */
  readonly biasInitializer?: InitializerSpec | undefined;
  /** Declares what else the cell needs; the recurrent kernel is there. */
  cell(recurrentKernel: Parameter): (sequence: Sequence) => BoundCell;
}

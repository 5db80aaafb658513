import { inOrder, type Run, type Tensor } from "@kindling/core";
import type { JudgeOptions } from "../model/judges.ts";
import type { Model } from "../model/model.ts";
import type { DataOfAll } from "../model/samples.ts";
import type { Optimizer, OptimizerIO } from "../optimizers/optimizer.ts";

/** What was found for one parameter, or for one input of a layer. */
export interface GradientEntry {
  /** The parameter's path, or `x 1`, `x 2`, … for inputs. */
  readonly path: string;
  /** Largest difference, relative to the largest gradient of the parameter. */
  readonly error: number;
  /** Where that is, with the gradient by the backward pass and by differences. */
  readonly at: number;
  readonly backward: number;
  readonly differences: number;
}

/** What {@link checkGradients} found. */
export interface GradientReport {
  /** The largest error of all. Up to 1e-6 the backward pass is right. */
  readonly error: number;
  readonly entries: readonly GradientEntry[];
}

/** Steps whose gradients are looked at. */
const BATCHES = 2;
/** Half the width of a difference. */
const STEP = 1e-5;
/** Gradients below this share of the largest are judged by that: theirs are differences of roundings. */
const LEAST_SCALE = 1e-4;

/** What is looked at. */
export interface Subject {
  readonly model: Model<Tensor | Tensor[]>;
  readonly judges: JudgeOptions;
  readonly x: DataOfAll;
  readonly y: DataOfAll;
}

/** Lets gradients of more batches than are looked at add up, and leaves the weights alone. */
class Standstill implements Optimizer {
  readonly type = "standstill";
  readonly config = { learningRate: 1, gradientAccumulationSteps: BATCHES + 1 };
  readonly slots = [];
  #clock: OptimizerIO["clock"] | undefined;

  bind({ clock }: OptimizerIO): Run {
    this.#clock = clock;
    return inOrder();
  }

  /** The next batch is the first again: dropout has the masks that it had. */
  rewind(): void {
    if (this.#clock) this.#clock.batches.step = 0;
  }
}

/** Compares the gradients of a backward pass with differences, for every parameter. */
export function compare({ model, judges, x, y }: Subject, samples: number): GradientReport {
  const optimizer = new Standstill();
  model.compile({ ...judges, optimizer });
  const lossNow = (): number => {
    optimizer.rewind();
    return model.trainOnBatch(x, y).loss!;
  };
  for (let i = 0; i < BATCHES; i++) lossNow();
  const trained = model.parameters.filter(({ trainable, value }) => trainable && value.size > 0);
  const gradients = trained.map(({ grad }) => Float64Array.from(grad.data, (sum) => sum / BATCHES));
  const compared = trained.map(({ path, value }, index) => {
    const backward = gradients[index]!;
    const stride = Math.max(1, Math.floor(value.size / samples));
    const tried: {
      readonly at: number;
      readonly backward: number;
      readonly differences: number;
    }[] = [];
    for (let at = 0; at < value.size; at += stride) {
      const weight = value.data[at]!;
      value.data[at] = weight + STEP;
      const above = lossNow();
      value.data[at] = weight - STEP;
      const below = lossNow();
      value.data[at] = weight;
      const differences = (above - below) / (2 * STEP);
      tried.push({ at, backward: backward[at]!, differences });
    }
    return { path, tried };
  });
  const largest = (of: typeof compared): number =>
    Math.max(0, ...of.flatMap(({ tried }) => tried.map((each) => Math.abs(each.differences))));
  const overall = largest(compared);
  const entries = compared.map((each): GradientEntry => {
    const scale = Math.max(largest([each]), LEAST_SCALE * overall, Number.MIN_VALUE);
    const errors = each.tried.map(({ backward, differences }) => Math.abs(backward - differences));
    const worst = errors.reduce((at, error, i) => (error <= errors[at]! ? at : i), 0);
    return { path: each.path, error: errors[worst]! / scale, ...each.tried[worst]! };
  });
  return { error: Math.max(0, ...entries.map(({ error }) => error)), entries };
}

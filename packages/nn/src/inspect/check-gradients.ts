import { createRng, kernels, type Shape, type Tensor, useKernels, zeros } from "@kindling/core";
import { expectWhole } from "../check.ts";
import type { Layer } from "../layer.ts";
import { Model } from "../model/model.ts";
import type { DataOfAll } from "../model/samples.ts";
import { type Data, type Samples, samplesOf } from "../model/samples.ts";
import { compare, type GradientReport, type Subject } from "./differences.ts";
import { indicesOf, probed, projection } from "./probe.ts";

/** How {@link checkGradients} looks at a model that is compiled. */
export interface ModelCheck {
  readonly x: DataOfAll;
  readonly y: DataOfAll;
  /** Elements tried of each parameter, spread evenly. Default 64. */
  readonly samples?: number;
}

/** How {@link checkGradients} looks at a layer by itself. */
export interface LayerCheck {
  /** Shape of the input, without the batch axis. For a layer of several inputs: `inputShapes`. */
  readonly inputShape?: Shape;
  readonly inputShapes?: readonly Shape[];
  /** Values of the inputs; drawn from N(0, 1) where they are left out. */
  readonly x?: DataOfAll;
  /** Inputs that have no gradient, counted from 0. Default: those of which the layer says that they hold indices. */
  readonly fixed?: readonly number[];
  /** The mask of the first input, [batch, time]: 0 at steps that do not count, else 1. Default none. */
  readonly mask?: Data;
  /** Default 3. */
  readonly batch?: number;
  /** Default 0. */
  readonly seed?: number;
  /** Elements tried of each input and parameter, spread evenly. Default 64. */
  readonly samples?: number;
}

/**
 * Compares the backward pass with central differences of the loss, in float64:
 *
 *     dL/dw ≈ (L(w + h) − L(w − h)) / 2h        h = 1e-5
 *
 * A difference errs by h²/6·|L‴| + ε/h·|L|, about 1e-10 for nets of usual scale, so 1e-6 leaves no
 * room for a wrong term. A model is checked at its weights, on its loss; a layer at random weights,
 * on Σ c∘y with random c, for its inputs too. Neither is changed. Dropout keeps its masks. Gradients are
 * the mean of two steps, so one that is overwritten where it has to be added to is half of what it should
 * be, and one that is added to where it has to be overwritten half as much again.
 *
 * @throws for a model that is not compiled, and what building and running it throws
 * @example checkGradients(dense({ units: 3, activation: "tanh" }), { inputShape: [4] }).error < 1e-6 // true
 */
export function checkGradients(model: Model<Tensor | Tensor[]>, check: ModelCheck): GradientReport;
export function checkGradients(layer: Layer, check: LayerCheck): GradientReport;
export function checkGradients(
  subject: Model<Tensor | Tensor[]> | Layer,
  check: ModelCheck | LayerCheck,
): GradientReport {
  const samples = expectWhole(check.samples ?? 64, 1, "checkGradients: samples");
  const before = kernels().name;
  useKernels("reference");
  try {
    return subject instanceof Model
      ? compare(copyOf(subject, check as ModelCheck), samples)
      : compare(alone(subject, check as LayerCheck), samples);
  } finally {
    useKernels(before);
  }
}

function copyOf(model: Model<Tensor | Tensor[]>, { x, y }: ModelCheck): Subject {
  const { compiled } = model;
  if (compiled === undefined) {
    throw new Error("checkGradients: expected a compiled model, got one without a loss");
  }
  return { model: model.clone(), judges: compiled, x, y };
}

/** The layer behind inputs whose values are parameters, with random weights and a random loss. */
function alone(layer: Layer, check: LayerCheck): Subject {
  const { inputShape, inputShapes = inputShape && [inputShape], batch = 3, seed = 0 } = check;
  if (inputShapes === undefined) {
    throw new TypeError(
      "checkGradients: expected inputShape or inputShapes for a layer, got neither",
    );
  }
  const indices = indicesOf(layer, inputShapes);
  const fixed = check.fixed ?? (indices === undefined ? [] : [0]);
  const mask = maskOf(check, inputShapes, batch);
  const model = probed(layer, inputShapes, batch, { seed, fixed, mask });
  const rng = createRng(seed);
  const draw = (path: string, shape: Shape) => rng.at(path).normal(zeros([batch, ...shape]));
  for (const { path, value } of model.parameters) {
    // Zero biases hide wrong terms, and put relus on their kink.
    const offsets = rng.at(`offset of ${path}`).normal(zeros(value.shape), 0, 0.1);
    offsets.data.forEach((offset, i) => {
      value.data[i]! += offset;
    });
  }
  const inputs = inputShapes.map((shape, i) => draw(`x ${i + 1}`, shape));
  if (indices !== undefined) rng.at("indices").integers(inputs[0]!, 0, indices);
  const x = check.x ?? (inputs.length === 1 ? inputs[0]! : inputs);
  return { model, judges: { loss: projection }, x, y: draw("y", model.outputShape) };
}

/** @throws unless it is one number for each step of each sample of the first input */
function maskOf(
  { mask }: LayerCheck,
  [first]: readonly Shape[],
  batch: number,
): Samples | undefined {
  if (mask === undefined) return undefined;
  const where = "checkGradients: mask";
  const steps = first?.[0];
  if (steps === undefined) {
    throw new TypeError(
      `${where}: expected a first input of [batch, time, …], got one without time`,
    );
  }
  const samples = samplesOf(mask, [steps], where);
  if (samples.count === batch) return samples;
  throw new RangeError(
    `${where}: expected ${batch} rows, one for each sample, got ${samples.count}`,
  );
}

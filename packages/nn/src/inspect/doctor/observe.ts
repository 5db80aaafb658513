import { type Activation, type Shape, sizeOf, type Tensor, zeros } from "@kindling/core";
import type { Layer } from "../../layer.ts";
import { expectSameCount } from "../../model/expect.ts";
import { gather } from "../../model/gather.ts";
import type { Model } from "../../model/model.ts";
import { pathsOf } from "../../model/network.ts";
import { type DataOfAll, type Samples, samplesOfAll } from "../../model/samples.ts";
import { isChain } from "../../model/topology.ts";
import { atRate } from "../../optimizers/optimizer.ts";
import type { Parameter } from "../../parameter.ts";
import { copiesIn, layerOf } from "../copies.ts";
import { type Prediction, predict, predictGradients } from "./mean-field.ts";
import type { InputFigures, LayerFigures, Observation, ParameterFigures } from "./observation.ts";
import { saturationOf } from "./saturation.ts";
import { spreadOf } from "./spread.ts";
import { type Record, watchedCopy } from "./watched-copy.ts";

/**
 * Takes a training step of a copy of the model and looks at everything on the way. The model itself
 * stays as it is.
 *
 * @param samples taken of the data at most, evenly from the first to the last
 * @throws for a model that is not compiled, and data that do not fit
 */
export function observe(
  model: Model<Tensor | Tensor[]>,
  { x, y, samples }: { readonly x: DataOfAll; readonly y: DataOfAll; readonly samples: number },
): Observation {
  const { compiled, inputShapes, outputShapes } = model;
  if (compiled === undefined) {
    throw new Error("diagnose: expected a compiled model, got one without optimizer and loss");
  }
  const { optimizer, loss: losses } = compiled;
  const { learningRate } = model;
  const xs = samplesOfAll(x, inputShapes, "diagnose: x");
  const targetShapes = losses.map((loss, i) => loss.target(outputShapes[i]!));
  const ys = samplesOfAll(y, targetShapes, "diagnose: y");
  expectSameCount(xs[0]!, ys[0]!, "diagnose: ");

  const batch = Math.min(samples, xs[0]!.count);
  const inputs = xs.map((each, i) => someOf(each, batch, inputShapes[i]!));
  const targets = ys.map((each, i) => someOf(each, batch, targetShapes[i]!));
  const { copy, records, outputs } = watchedCopy(model, compiled);
  copy.compile({
    ...compiled,
    optimizer: atRate(optimizer, learningRate),
    loss: outputs.map(({ loss }) => loss),
  });
  const step = (): number => {
    try {
      return copy.trainOnBatch(bare(inputs), bare(targets)).loss!;
    } catch {
      // The only thing that fails with data that fit: a loss that is not finite.
      return Number.NaN;
    }
  };

  const before = copy.parameters.map(({ value }) => new Float32Array(value.data));
  const loss = step();
  const observed = inputs.map((input, i) => inputFigures(model, input, i));
  const predictions = predictionsOf(model, observed[0]!.values.rms);
  const seen = records.map((record, i) => layerFigures(record, batch, predictions[i]));
  const hidden = seen.slice(0, seen.findLastIndex(({ last }) => !last) + 1);
  const norms = predictGradients(
    hidden.map(({ predicted }) => predicted),
    hidden.at(-1)?.gradients?.norm,
  );
  const layers = seen.map((figures, i) => ({ ...figures, predictedGradient: norms[i] }));
  const parameters = copy.parameters.flatMap((parameter, i) =>
    parameter.trainable && parameter.value.size > 0 ? [stepOf(parameter, before[i]!, layers)] : [],
  );
  return {
    batch,
    inputs: observed,
    layers,
    parameters,
    copies: copiesIn(model),
    outputs: outputs.map(({ path, value }, i) => ({
      path,
      value: value(),
      loss: losses[i]!,
      target: targets[i]!.data,
      units: outputShapes[i]!.at(-1) ?? 1,
    })),
    loss,
    lossAfter: Number.isFinite(loss) ? step() : Number.NaN,
    optimizer,
    learningRate,
  };
}

/** So many of the samples, evenly from the first to the last. */
function someOf(samples: Samples, count: number, shape: Shape): Tensor {
  const out = zeros([count, ...shape]);
  const order = Uint32Array.from({ length: count }, (_, i) =>
    Math.floor((i * samples.count) / count),
  );
  gather(samples, order, 0, out);
  return out;
}

function bare(tensors: readonly Tensor[]): DataOfAll {
  return tensors.length === 1 ? tensors[0]! : tensors;
}

function inputFigures(
  { plan, inputShapes }: Model<Tensor | Tensor[]>,
  { data, shape: [batch] }: Tensor,
  index: number,
): InputFigures {
  const count = inputShapes[index]!.at(-1) ?? 1;
  const readers = plan.topology.steps
    .filter(({ inputs }) => inputs.includes(index))
    .map(({ layer }) => layer);
  return { values: spreadOf(data, batch!, count), features: momentsOf(data, count), readers };
}

/** Mean and deviation of each column of a matrix with so many. */
function momentsOf(x: Float32Array, columns: number): { mean: number; std: number }[] {
  const rows = x.length / columns;
  const moments = Array.from({ length: columns }, () => ({ mean: 0, std: 0 }));
  for (let i = 0; i < x.length; ) {
    for (let j = 0; j < columns; j++, i++) moments[j]!.mean += x[i]! / rows;
  }
  for (let i = 0; i < x.length; ) {
    for (let j = 0; j < columns; j++, i++) moments[j]!.std += (x[i]! - moments[j]!.mean) ** 2;
  }
  return moments.map(({ mean, std }) => ({ mean, std: Math.sqrt(std / rows) }));
}

/** For every application of a layer in a net that is a chain. */
function predictionsOf(
  { plan: { topology }, parameters }: Model<Tensor | Tensor[]>,
  rms: number,
): readonly (Prediction | undefined)[] {
  if (!isChain(topology)) return [];
  const layers = topology.steps.map(({ layer }) => layer);
  const paths = pathsOf(layers);
  const links = layers.map((layer) => ({
    layer,
    parameters: parameters.filter(({ path }) => path.startsWith(`${paths.get(layer)}/`)),
  }));
  return predict(links, rms);
}

function layerFigures(
  record: Record,
  batch: number,
  predicted: Prediction | undefined,
): Omit<LayerFigures, "predictedGradient"> {
  const { path, layer, last, isAdded, values, gradients } = record;
  const units = record.shape.at(-1) ?? 1;
  // A layer behind one that overflowed has been run all the same.
  const numbers = values ?? new Float32Array(batch * sizeOf(record.shape)).fill(Number.NaN);
  const activation = activationOf(layer);
  return {
    path,
    layer,
    last,
    isAdded,
    activation,
    // The loss may apply the activation of a last layer itself.
    saturated: last ? 0 : saturationOf(numbers, activation),
    values: spreadOf(numbers, batch, units),
    numbers,
    gradients: gradients && spreadOf(gradients, batch, units),
    predicted,
  };
}

function stepOf(
  parameter: Parameter,
  before: Float32Array,
  layers: readonly LayerFigures[],
): ParameterFigures {
  const { path, value, grad } = parameter;
  const layer = layerOf(path);
  const [after, gradient] = [value.data, new Float32Array(grad.data)];
  const rms = rootMeanSquare(before);
  const step = new Float32Array(after);
  for (let i = 0; i < step.length; i++) step[i]! -= before[i]!;
  return {
    parameter,
    layer,
    value: before,
    gradient,
    rms,
    gradientRms: rootMeanSquare(gradient),
    updateRatio: rootMeanSquare(step) / rms,
    activation: activationBehind(parameter, layer, layers),
  };
}

/** The activation that a layer ends with, by name. */
function activationOf({ type, config }: Layer): string {
  const { activation } = config as { readonly activation?: Activation };
  if (activation !== undefined)
    return typeof activation === "string" ? activation : activation.name;
  return /lstm|gru|rnn/i.test(type) ? "tanh" : "linear";
}

/** The parameter's own, or of a linear layer that of the activation layers right behind it. */
function activationBehind(
  { fans: { activation } }: Parameter,
  path: string,
  layers: readonly LayerFigures[],
): string {
  if (activation !== undefined && activation !== "linear") {
    return typeof activation === "string" ? activation : activation.name;
  }
  const at = layers.findIndex((each) => each.path === path);
  const behind = at < 0 ? [] : layers.slice(at + 1);
  const end = behind.findIndex(({ layer }) => !WITHOUT_SUMS.test(layer.type));
  const [first] = (end < 0 ? behind : behind.slice(0, end)).filter(
    (each) => each.activation !== "linear",
  );
  return first?.activation ?? "linear";
}

/** Layers between a kernel and its activation that do not sum over units. */
const WITHOUT_SUMS = /^(activation|prelu|dropout|.*[nN]ormalization|flatten|reshape)$/;

function rootMeanSquare(x: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i]! * x[i]!;
  return Math.sqrt(sum / x.length);
}

import {
  copiesIn,
  type Diagnosis,
  dense,
  diagnose,
  type Model,
  sequential,
  sgd,
} from "@kindling/nn";
import type { LabData } from "./data.ts";
import { type Cell, type Settings, specOf } from "./grid.ts";
import { NETS } from "./nets.ts";

/** One layer before the first step. */
export interface LayerScale {
  /** 1 for the first hidden layer; the output comes last. */
  readonly layer: number;
  /** Root mean square of the outputs, and what mean-field theory expects. */
  readonly rms: number;
  readonly predictedRms: number | null;
  /** Norm of the gradient of the loss by the outputs. */
  readonly gradient: number;
  /** What mean-field theory makes of the gradient at the last hidden layer, on its way back. */
  readonly predictedGradient: number | null;
}

/** What became of one cell. */
export interface Result {
  readonly cell: Cell;
  /** Mean loss of the training, epoch by epoch. Ends early where it stopped being finite. */
  readonly losses: readonly number[];
  /** Share of the test answered rightly, before the first epoch and after each. */
  readonly accuracies: readonly number[];
  readonly initialLoss: number;
  readonly scales: readonly LayerScale[];
  /** Share of the hidden units that compute the same as another: before the training, and after it. */
  readonly copiesBefore: number;
  readonly copiesAfter: number;
  /** ‖Δw‖/‖w‖ of the first step, the largest of all kernels. */
  readonly firstStep: number;
  /** The doctor's findings before the training. */
  readonly findings: readonly string[];
  /** False where the loss stopped being finite. */
  readonly finite: boolean;
  readonly seconds: number;
}

/**
 * Trains one net. Data, order of the batches and learning rate are those of every other cell of its seed:
 * shuffles depend on the seed alone.
 */
export async function runCell(cell: Cell, settings: Settings, data: LabData): Promise<Result> {
  const { epochs, batchSize } = settings;
  const model = modelOf(cell, settings, data);
  const diagnosis = diagnose(model, { x: data.x, y: data.y });
  const accuracy = () => model.evaluate(data.xTest, data.yTest, { batchSize: 256 }).accuracy!;
  const accuracies = [accuracy()];
  const losses: number[] = [];
  const copiesBefore = shareOfCopies(model);
  const start = performance.now();
  let finite = true;
  for (let epoch = 0; epoch < epochs && finite; epoch++) {
    try {
      const { history } = await model.fit(data.x, data.y, { batchSize });
      losses.push(history.loss![0]!);
      accuracies.push(accuracy());
    } catch {
      finite = false; // The only thing that fails in midst of a training is a number that is not finite.
    }
  }
  const updates = diagnosis.parameters
    .filter(({ parameter }) => parameter.shape.length > 1)
    .map(({ updateRatio }) => updateRatio)
    .filter(Number.isFinite);
  return {
    cell,
    losses,
    accuracies,
    initialLoss: diagnosis.loss,
    scales: scalesOf(diagnosis),
    copiesBefore,
    copiesAfter: shareOfCopies(model),
    firstStep: Math.max(0, ...updates),
    findings: diagnosis.findings.map(({ code }) => code),
    finite,
    seconds: (performance.now() - start) / 1000,
  };
}

/** The net of a cell as it starts, compiled. */
export function modelOf(
  cell: Cell,
  { width, learningRate }: Settings,
  data: Pick<LabData, "features" | "classes">,
): Model {
  const { net, depth, activation, initializer, seed } = cell;
  const kernelInitializer = specOf(initializer);
  const last = net === "recurrent" ? {} : { kernelInitializer };
  const model = sequential({
    inputShape: [data.features],
    seed,
    layers: [
      ...NETS[net]({ depth, width, activation, kernelInitializer }),
      dense({ units: data.classes, activation: "softmax", ...last }),
    ],
  });
  model.compile({
    optimizer: sgd({ learningRate }),
    loss: "sparseCategoricalCrossentropy",
    metrics: ["accuracy"],
  });
  return model;
}

/** Of the layers with weights. */
function scalesOf({ layers, copies }: Diagnosis): LayerScale[] {
  return layers
    .filter(({ path }) =>
      copies.some(({ layer }) => layer === path || layer.startsWith(`${path}/`)),
    )
    .map(({ values, gradients, predicted, predictedGradient }, i) => ({
      layer: i + 1,
      rms: values.rms,
      predictedRms: predicted?.rms ?? null,
      gradient: gradients?.norm ?? 0,
      predictedGradient: predictedGradient ?? null,
    }));
}

/** Among the units of all layers but the last. */
function shareOfCopies(model: Model): number {
  const hidden = copiesIn(model).slice(0, -1);
  const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
  return sum(hidden.map(({ copies }) => copies)) / sum(hidden.map(({ units }) => units));
}

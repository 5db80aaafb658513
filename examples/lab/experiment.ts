import { dense, diagnose, type Model, sequential, sgd } from "@kindling/nn";
import type { LabData } from "./data.ts";
import { type Cell, INITIALIZERS, type Settings } from "./grid.ts";

/** One layer before the first step. */
export interface LayerScale {
  /** 1 for the first hidden layer; the output comes last. */
  readonly layer: number;
  /** Root mean square of the outputs, and what mean-field theory expects. */
  readonly rms: number;
  readonly predictedRms: number | null;
  /** Norm of the gradient of the loss by the outputs. */
  readonly gradient: number;
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
  /** Share of the hidden units that are copies of another: before the training, and after it. */
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
  const { depth, activation, initializer, seed } = cell;
  const { width, epochs, batchSize, learningRate } = settings;
  const kernelInitializer = INITIALIZERS[initializer];
  const model = sequential({
    inputShape: [data.features],
    seed,
    layers: [
      ...Array.from({ length: depth }, () =>
        dense({ units: width, activation, kernelInitializer }),
      ),
      dense({ units: data.classes, activation: "softmax", kernelInitializer }),
    ],
  });
  model.compile({
    optimizer: sgd({ learningRate }),
    loss: "sparseCategoricalCrossentropy",
    metrics: ["accuracy"],
  });
  const diagnosis = diagnose(model, { x: data.x, y: data.y });
  const accuracy = () => model.evaluate(data.xTest, data.yTest, { batchSize: 256 }).accuracy!;
  const accuracies = [accuracy()];
  const losses: number[] = [];
  const copiesBefore = copiesIn(model);
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
    scales: diagnosis.layers.map(({ values, gradients, predicted }, i) => ({
      layer: i + 1,
      rms: values.rms,
      predictedRms: predicted?.rms ?? null,
      gradient: gradients?.norm ?? 0,
    })),
    copiesBefore,
    copiesAfter: copiesIn(model),
    firstStep: Math.max(0, ...updates),
    findings: diagnosis.findings.map(({ code }) => code),
    finite,
    seconds: (performance.now() - start) / 1000,
  };
}

/** Share of hidden units whose weights, in and out, are those of another. */
function copiesIn({ parameters }: Model): number {
  const kernels = parameters.filter(({ shape }) => shape.length === 2);
  let [units, kinds] = [0, 0];
  for (const [i, { value, shape }] of kernels.slice(0, -1).entries()) {
    const [rows, columns] = shape as [number, number];
    const next = kernels[i + 1]!;
    const seen = new Set<string>();
    for (let unit = 0; unit < columns; unit++) {
      const weights = Array.from({ length: rows }, (_, row) => value.data[row * columns + unit]);
      const outgoing = next.value.data.subarray(unit * next.shape[1]!, (unit + 1) * next.shape[1]!);
      seen.add(`${weights.join()};${outgoing.join()}`);
    }
    units += columns;
    kinds += seen.size;
  }
  return (units - kinds) / units;
}

import { createRng } from "@kindling/core";
import {
  adam,
  applyRemedy,
  type Diagnosis,
  dense,
  diagnose,
  type LayerFigures,
  type Model,
  type Spread,
  sequential,
  sgd,
} from "@kindling/nn";
import { adviceOf, inWords } from "./advice.ts";
import type { Points } from "./data.ts";
import {
  type Advice,
  type Cured,
  GRID,
  type Histogram,
  type LayerView,
  type NetView,
  REACH,
  SHOWN,
  type UnitKind,
} from "./protocol.ts";
import type { InitializerName, NetSetup, OptimizerName, Setup } from "./state.ts";

/** More than there are points: all of them are judged at once. */
const BATCH = 512;
/** Samples that a look into the layers takes: enough for a histogram. */
const LOOKED = 128;

/** Initializers that have no name of their own. */
const SPECS = {
  constant: { name: "constant", value: 0.3 },
  tooLarge: { name: "normal", std: 1 },
  tooSmall: { name: "normal", std: 0.01 },
} as const;

/** A net that is trained step by step, in step with the others. */
export class Trained {
  /** What the doctor says before the first step, and the remedies that were applied. */
  readonly advice: readonly Advice[];
  readonly cured: readonly Cured[];
  readonly #model: Model;
  readonly #points: Points;
  #accuracy = 0;
  #stopped = false;

  constructor(setup: Setup, { initializer, cures }: NetSetup, points: Points) {
    this.#points = points;
    const cured: Cured[] = [];
    let model = build(setup, initializer, points);
    let { findings } = diagnose(model, points);
    for (const finding of cures) {
      const remedy = findings.find(({ code }) => code === finding)?.remedy;
      cured.push({ finding, remedy: remedy ? inWords(remedy) : null });
      if (remedy === undefined) continue;
      model = applyRemedy(model, remedy);
      ({ findings } = diagnose(model, points));
    }
    this.#model = model;
    this.advice = adviceOf(findings);
    this.cured = cured;
  }

  /** One step on the batch that every net gets at that step. */
  train({ x, y }: Pick<Points, "x" | "y">): void {
    if (this.#stopped) return;
    try {
      this.#model.trainOnBatch(x, y);
    } catch {
      this.#stopped = true; // A loss or a gradient that is not finite; the last good weights stay.
    }
  }

  /** The loss over all data. */
  measure(): number | null {
    if (this.#stopped) return null;
    const { x, y } = this.#points;
    const { loss, accuracy } = this.#model.evaluate(x, y, { batchSize: BATCH });
    this.#accuracy = accuracy!;
    this.#stopped = !Number.isFinite(loss);
    return this.#stopped ? null : loss!;
  }

  get figures(): Pick<NetView, "accuracy" | "stopped"> {
    return { accuracy: this.#accuracy, stopped: this.#stopped };
  }

  /** Over the plane, or of the digits that are shown. */
  answers(): Uint8Array {
    return answersOf(this.#model, this.#points);
  }

  /** Takes a training step of a copy to look at them. */
  layers(): LayerView[] {
    return layersOf(diagnose(this.#model, { ...this.#points, samples: LOOKED }));
  }
}

/** The samples of a step: a function of seed and step, the same for every net. */
export function batchOf({ x, y, features }: Points, { seed, batchSize }: Setup, step: number) {
  const rng = createRng(seed).at("batch", step);
  const order = Array.from({ length: batchSize }, () => rng.integer(y.length));
  const rows = new Float32Array(batchSize * features);
  for (const [i, sample] of order.entries()) {
    rows.set(x.subarray(sample * features, (sample + 1) * features), i * features);
  }
  return { x: rows, y: Uint8Array.from(order, (sample) => y[sample]!) };
}

function build(setup: Setup, initializer: InitializerName, { features, classes }: Points): Model {
  const { layers, activation, optimizer, learningRate, seed } = setup;
  const kernelInitializer = isNamed(initializer) ? initializer : SPECS[initializer];
  const model = sequential({
    inputShape: [features],
    seed,
    layers: [
      ...layers.map((units) => dense({ units, activation, kernelInitializer })),
      dense({ units: classes, activation: "softmax", kernelInitializer }),
    ],
  });
  model.compile({
    optimizer: optimizerOf(optimizer, learningRate),
    loss: "sparseCategoricalCrossentropy",
    metrics: ["accuracy"],
  });
  return model;
}

function isNamed(
  initializer: InitializerName,
): initializer is Exclude<InitializerName, keyof typeof SPECS> {
  return !(initializer in SPECS);
}

function optimizerOf(name: OptimizerName, learningRate: number) {
  switch (name) {
    case "sgd":
      return sgd({ learningRate });
    case "momentum":
      return sgd({ learningRate, momentum: 0.9 });
    case "adam":
      return adam({ learningRate });
  }
}

function layersOf({ layers, parameters }: Diagnosis): LayerView[] {
  const seen = layers.filter(({ layer }) => layer.type === "dense");
  const last = seen.at(-1)?.gradients?.norm ?? 0;
  return seen.map((figures) => {
    const { path, values, gradients } = figures;
    const kernel = parameters.find(({ parameter }) => parameter.path === `${path}/kernel`);
    return {
      activations: histogramOf(values),
      gradients: gradients ? histogramOf(gradients) : { min: 0, max: 0, counts: [] },
      rms: values.rms,
      gradient: last > 0 ? (gradients?.norm ?? 0) / last : 0,
      units: kindsOf(figures, kernel?.value ?? new Float32Array()),
    };
  });
}

function histogramOf({ min, max, histogram }: Spread): Histogram {
  return { min, max, counts: histogram };
}

/** The columns of a kernel are the weights of its units, those of the numbers their outputs. */
function kindsOf({ values: { units }, numbers }: LayerFigures, kernel: Float32Array): UnitKind[] {
  const columns = (of: Float32Array) => {
    const rows = of.length / units;
    return Array.from({ length: units }, (_, unit) =>
      Float32Array.from({ length: rows }, (_, row) => of[row * units + unit]!),
    );
  };
  const seen = new Set<string>();
  const outputs = columns(numbers);
  return columns(kernel).map((column, unit) => {
    const weights = column.join();
    if (seen.has(weights)) return "twin";
    seen.add(weights);
    return outputs[unit]!.every((value) => value === 0) ? "dead" : "own";
  });
}

/** Places of the plane, row by row from the top left. */
const PLANE = Float32Array.from({ length: 2 * GRID * GRID }, (_, i) => {
  const place = i >> 1;
  const share =
    i % 2 === 0 ? (place % GRID) / (GRID - 1) : 1 - Math.floor(place / GRID) / (GRID - 1);
  return (2 * share - 1) * REACH;
});

function answersOf(model: Model, { picture, features, classes, x }: Points): Uint8Array {
  const { kind } = picture;
  const asked = kind === "points" ? PLANE : x.subarray(0, SHOWN * features);
  const { data } = model.predict(asked, { batchSize: BATCH });
  return Uint8Array.from({ length: data.length / classes }, (_, i) => {
    const answer = data.subarray(i * classes, (i + 1) * classes);
    return kind === "points" ? Math.round(255 * answer[1]!) : answer.indexOf(Math.max(...answer));
  });
}

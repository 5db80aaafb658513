import type { Rng } from "@kindling/core";
import { expectKnown, expectOpen, expectWhole } from "../check.ts";
import type { History, Logs, Trainee } from "./callbacks.ts";
import { type Batch, type Dataset, sourceOfDataset } from "./dataset.ts";
import { evaluate, evaluateSource } from "./evaluate.ts";
import {
  type FitDatasetOptions,
  type FitOptions,
  fit,
  type TrainingOptions,
  type ValidationOptions,
} from "./fit.ts";
import { fill, type Pairs, readPairs, split } from "./pairs.ts";
import { Progress } from "./progress.ts";
import type { DataOfAll } from "./samples.ts";
import { type BindingOf, type Source, sourceOf } from "./source.ts";
import type { Trainer } from "./trainer.ts";
import {
  encodeTraining,
  type Interrupted,
  interruptedBy,
  type TrainingFile,
} from "./training-state.ts";
import type { WeightOptions } from "./weigh-samples.ts";

/** How `evaluate` goes over the data. */
export interface EvaluateOptions extends WeightOptions {
  /** Default 32. */
  readonly batchSize?: number | undefined;
}

/** How `evaluateDataset` goes over batches. */
export interface EvaluateDatasetOptions {
  /** How many, where the dataset does not end by itself. */
  readonly batches?: number | undefined;
  /** Stops between two batches; then the signal's reason is thrown. */
  readonly signal?: AbortSignal | undefined;
}

const TRAINING_OPTIONS = [
  "epochs", "callbacks", "signal", "resume", "validationData", "validationBatches",
] satisfies readonly (keyof (TrainingOptions & ValidationOptions))[]; // biome-ignore format: names
const WEIGHT_OPTIONS = ["sampleWeight", "classWeight"] satisfies readonly (keyof WeightOptions)[];
const FIT_OPTIONS = [
  ...TRAINING_OPTIONS, ...WEIGHT_OPTIONS, "batchSize", "shuffle", "validationSplit",
] satisfies readonly (keyof FitOptions)[]; // biome-ignore format: names
const FIT_DATASET_OPTIONS = [
  ...TRAINING_OPTIONS, "batchesPerEpoch",
] satisfies readonly (keyof FitDatasetOptions)[]; // biome-ignore format: names

/** What `compile` starts: it takes data, trains on them or judges by them, and knows where it stands. */
export class Training {
  readonly trainer: Trainer;
  readonly #model: Trainee;
  readonly #rng: Rng;
  /** Of the `fit` under way, or the last one. */
  #progress: Progress | undefined;
  /** The `fit` under way where the model was saved. */
  #interrupted: Interrupted | undefined;
  #fitting = false;

  constructor(model: Trainee, trainer: Trainer, rng: Rng, interrupted: Interrupted | undefined) {
    this.#model = model;
    this.trainer = trainer;
    this.#rng = rng;
    this.#interrupted = interrupted;
  }

  /** @throws in the middle of a `fit` */
  expectIdle(method: string): void {
    if (!this.#fitting) return;
    throw new Error(
      `${method}: expected a model that is not training, got one in the middle of fit`,
    );
  }

  fit(x: DataOfAll, y: DataOfAll, options: FitOptions): Promise<History> {
    this.expectIdle("fit");
    expectKnown("fit", options, FIT_OPTIONS);
    const { validationSplit: share, shuffle = true } = options;
    const batchSize = expectWhole(options.batchSize ?? 32, 1, "fit: batchSize");
    let pairs = readPairs(this.trainer, x, y, "fit: ", options);
    let validation = this.#validation(options, batchSize, "fit");
    if (share !== undefined) {
      expectOpen(share, 0, 1, "fit: validationSplit");
      if (validation)
        throw new TypeError("fit: expected validationData or validationSplit, got both");
      const [before, end] = split(pairs, share, "fit: validationSplit");
      pairs = before;
      validation = sourceOf(this.#judged, end, batchSize);
    }
    const { count } = pairs;
    const orderOf = (epoch: number): Uint32Array =>
      this.#rng.at("/shuffle", epoch).permutation(count);
    const source = sourceOf(this.#trained, pairs, batchSize, shuffle ? orderOf : undefined);
    return this.#fit(source, validation, options);
  }

  fitDataset(dataset: Dataset, options: FitDatasetOptions): Promise<History> {
    this.expectIdle("fitDataset");
    expectKnown("fitDataset", options, FIT_DATASET_OPTIONS);
    const validation = this.#validation(options, 32, "fitDataset");
    const { batchesPerEpoch } = options;
    expectBatches(batchesPerEpoch, "fitDataset: batchesPerEpoch");
    const source = sourceOfDataset(this.#trained, dataset, this.#read, {
      where: "fitDataset",
      batches: batchesPerEpoch,
    });
    return this.#fit(source, validation, options);
  }

  trainOnBatch(x: DataOfAll, y: DataOfAll, weights: WeightOptions | undefined): Logs {
    this.expectIdle("trainOnBatch");
    const { trainer } = this;
    const pairs = readPairs(trainer, x, y, "trainOnBatch: ", weights);
    const binding = this.#trained(pairs.count, pairs.weights?.length ?? 0);
    fill(binding, pairs, undefined, 0);
    trainer.step(binding);
    return trainer.figuresOf(binding);
  }

  evaluate(x: DataOfAll, y: DataOfAll, options: EvaluateOptions): Logs {
    expectKnown("evaluate", options, ["batchSize", ...WEIGHT_OPTIONS]);
    const batchSize = expectWhole(options.batchSize ?? 32, 1, "evaluate: batchSize");
    return evaluate(this.trainer, readPairs(this.trainer, x, y, "evaluate: ", options), batchSize);
  }

  evaluateDataset(dataset: Dataset, options: EvaluateDatasetOptions): Promise<Logs> {
    expectKnown("evaluateDataset", options, ["batches", "signal"]);
    const { batches, signal } = options;
    expectBatches(batches, "evaluateDataset: batches");
    const where = "evaluateDataset";
    const source = sourceOfDataset(this.#judged, dataset, this.#read, {
      where,
      placeOf: () => where,
      batches,
    });
    return evaluateSource(this.trainer, source, 0, signal);
  }

  /** Everything that it takes to go on from here. */
  encode(): TrainingFile {
    return encodeTraining(this.trainer, this.#standing());
  }

  async #fit(
    source: Source,
    validation: Source | undefined,
    options: TrainingOptions,
  ): Promise<History> {
    const before = this.#standing();
    const progress = new Progress(this.trainer.totals(), options.callbacks);
    if (options.resume && before) progress.restore(before.progress, before.callbacks);
    this.#interrupted = undefined;
    this.#progress = progress;
    this.#fitting = true;
    try {
      return await fit(this.trainer, this.#model, source, validation, options, progress);
    } finally {
      this.#fitting = false;
    }
  }

  #standing(): Interrupted | undefined {
    return this.#progress ? interruptedBy(this.#progress) : this.#interrupted;
  }

  #validation(
    { validationData: data, validationBatches: batches }: ValidationOptions,
    batchSize: number,
    method: string,
  ): Source | undefined {
    const where = `${method}: validationData`;
    if (data !== undefined && !Array.isArray(data)) {
      expectBatches(batches, `${method}: validationBatches`);
      return sourceOfDataset(this.#judged, data as Dataset, this.#read, { where, batches });
    }
    if (batches !== undefined) {
      const got = data ? "samples" : "none";
      throw new TypeError(
        `${method}: validationBatches: expected batches as they come in validationData, got ${got}`,
      );
    }
    if (data === undefined) return undefined;
    return sourceOf(this.#judged, this.#read(data as unknown as Batch, `${where}: `), batchSize);
  }

  readonly #read = ([x, y, sampleWeight]: Batch, where: string): Pairs =>
    readPairs(this.trainer, x, y, where, { sampleWeight });

  readonly #trained: BindingOf = (batch, weights) => this.trainer.binding("train", batch, weights);

  readonly #judged: BindingOf = (batch, weights) =>
    this.trainer.binding("evaluate", batch, weights);
}

function expectBatches(batches: number | undefined, where: string): void {
  if (batches !== undefined) expectWhole(batches, 1, where);
}

import {
  createRng,
  type RandomSource,
  type Rng,
  type Shape,
  type Tensor,
  zeros,
} from "@kindling/core";
import type { DialectName, InitializableModel } from "@kindling/init";
import { expectKnown, expectMethod, expectWhole, within } from "../check.ts";
import type { Layer } from "../layer.ts";
import type { Names } from "../names.ts";
import type { Clock, Optimizer } from "../optimizers/optimizer.ts";
import type { Parameter } from "../parameter.ts";
import type { History, Logs } from "./callbacks.ts";
import type { Dataset } from "./dataset.ts";
import type { FitDatasetOptions, FitOptions } from "./fit.ts";
import { gather } from "./gather.ts";
import { initializableOf } from "./initializable.ts";
import { type JudgeOptions, judgesOf, optionsOf } from "./judges.ts";
import { buildNetwork, type Network } from "./network.ts";
import { readInputs } from "./pairs.ts";
import { Runner } from "./runner.ts";
import type { DataOfAll } from "./samples.ts";
import { encodeModel } from "./save.ts";
import { describeStart, summarize } from "./summary.ts";
import type { Topology } from "./topology.ts";
import { Trainer } from "./trainer.ts";
import { type EvaluateDatasetOptions, type EvaluateOptions, Training } from "./training.ts";
import type { Interrupted } from "./training-state.ts";
import type { WeightOptions } from "./weigh-samples.ts";
import { copyWeights, expectWeights, type Weights } from "./weights.ts";

/** A net, before it has weights. */
export interface ModelPlan {
  readonly topology: Topology;
  /** What the names in it stand for, and those that `compile` gets. */
  readonly names: Names;
  readonly seed?: number | undefined;
  readonly dialect?: DialectName | undefined;
  /** What initial weights are drawn from, instead of the streams of the seed. */
  readonly rng?: RandomSource | undefined;
  /** `predict` returns an array, even of one. */
  readonly returnsList?: boolean;
}

/** What a net is trained by, and judged by. */
export interface CompileOptions extends JudgeOptions {
  readonly optimizer: Optimizer;
}

/** What a model is compiled with, in full: a loss, its weight and metrics for each output. */
export type Compiled = { readonly optimizer: Optimizer } & ReturnType<typeof optionsOf>;

/** A net with its weights. Made by `sequential`, `graph` and `loadModel`. */
export class Model<Prediction extends Tensor | Tensor[] = Tensor> {
  /** What it is made of: another model of the same plan has the same layers. */
  readonly plan: ModelPlan;
  /** Each layer once, in the order of the net. */
  readonly layers: readonly Layer[];
  readonly seed: number;
  /** The framework whose defaults its layers take. */
  readonly dialect: DialectName;
  /** Of the first input and the first output, without the batch axis. */
  readonly inputShape: Shape;
  readonly outputShape: Shape;
  readonly inputShapes: readonly Shape[];
  readonly outputShapes: readonly Shape[];
  /** In the order of the layers. Values and gradients are live. */
  readonly parameters: readonly Parameter[];
  readonly #network: Network;
  readonly #runner: Runner;
  readonly #rng: Rng;
  readonly #clock: Clock = { step: 0, epoch: 0, batches: { step: 0 }, learningRate: 0 };
  /** How parameters of a file started, by path. */
  readonly #known: ReadonlyMap<string, string> | undefined;
  /** Since `compile`. */
  #training: Training | undefined;

  /**
   * @param weights taken as they are, instead of drawing new ones
   * @param provenance how they started, by path
   */
  constructor(plan: ModelPlan, weights?: Weights, provenance?: ReadonlyMap<string, string>) {
    const { topology, names, seed = 0, dialect = "keras" } = plan;
    this.#rng = createRng(seed);
    this.#network = buildNetwork({
      topology,
      rng: this.#rng,
      clock: this.#clock.batches,
      names,
      dialect: names.dialect(dialect),
      draws: plan.rng ?? this.#rng,
      weights,
    });
    this.#runner = new Runner(this.#network);
    this.plan = plan;
    this.layers = [...new Set(topology.steps.map(({ layer }) => layer))];
    this.seed = seed;
    this.dialect = dialect;
    this.inputShapes = this.#network.inputShapes;
    this.outputShapes = this.#network.outputShapes;
    this.inputShape = this.inputShapes[0]!;
    this.outputShape = this.outputShapes[0]!;
    this.parameters = this.#network.parameters;
    this.#known = provenance;
  }

  /**
   * Settles how the model is trained and starts a new training: the optimizer remembers nothing,
   * steps and epochs count from 0. Weights stay.
   *
   * @param restore puts the trainer where another one stood, and returns the `fit` that was under way
   * @throws for unknown names, and a loss that does not fit the output; then what was compiled
   *   before stays in force
   * @example model.compile({ optimizer: adam(), loss: "meanSquaredError" })
   */
  compile(
    { optimizer, ...options }: CompileOptions,
    restore?: (trainer: Trainer) => Interrupted | undefined,
  ): void {
    this.#training?.expectIdle("compile");
    expectKnown("compile", options, ["loss", "lossWeights", "metrics", "weightedMetrics"]);
    expectMethod(optimizer, "bind", "compile: optimizer", "an optimizer, such as adam()");
    const judges = judgesOf(options, this.outputShapes.length, this.plan.names);
    const trainer = new Trainer(this.#runner, optimizer, judges, this.#clock);
    this.#training = new Training(this, trainer, this.#rng, restore?.(trainer));
  }

  /**
   * Trains on all samples, `epochs` times. Training goes on where it stood: two calls with one epoch
   * do what one call with two does.
   *
   * @throws (rejects) for data that do not fit, at a loss that is not finite, which no update
   *   follows, and with the signal's reason when that aborts
   * @example await model.fit(x, y, { epochs: 5, batchSize: 32, validationData: [xTest, yTest] })
   */
  async fit(x: DataOfAll, y: DataOfAll, options: FitOptions = {}): Promise<History> {
    return this.#compiled("fit").fit(x, y, options);
  }

  /**
   * Trains on batches as they come, `epochs` times over all of them, or over `batchesPerEpoch`.
   *
   * @param dataset batches [x, y] or [x, y, sampleWeight]: an array, a generator, an async iterator, or
   *   a function that makes those of an epoch
   * @throws (rejects) what {@link Model.fit} does, and for an epoch without batches
   * @example
   * const batches = function* () {
   *   for (let i = 0; i < 4; i++) yield [x, y] as const;
   * };
   * const { history } = await model.fitDataset(batches, { epochs: 2 });
   * history.loss.length // 2
   */
  async fitDataset(dataset: Dataset, options: FitDatasetOptions = {}): Promise<History> {
    return this.#compiled("fitDataset").fitDataset(dataset, options);
  }

  /**
   * One step on one batch.
   *
   * @returns loss and metrics of the batch, before the step
   * @throws for data that do not fit, and a loss that is not finite; the weights are then unchanged
   * @example Object.keys(model.trainOnBatch(x, y)) // ["loss"]
   */
  trainOnBatch(x: DataOfAll, y: DataOfAll, weights?: WeightOptions): Logs {
    return this.#compiled("trainOnBatch").trainOnBatch(x, y, weights);
  }

  /**
   * Loss and metrics over all samples, as means.
   *
   * @throws for data that do not fit
   * @example Object.keys(model.evaluate(xTest, yTest)) // ["loss"]
   */
  evaluate(x: DataOfAll, y: DataOfAll, options: EvaluateOptions = {}): Logs {
    return this.#compiled("evaluate").evaluate(x, y, options);
  }

  /**
   * Loss and metrics over batches as they come, as means over samples. Gives way to the event loop.
   *
   * @param dataset as {@link Model.fitDataset} takes it
   * @throws (rejects) for data that do not fit, and with the signal's reason when that aborts
   * @example
   * const batches = function* () {
   *   for (let i = 0; i < 4; i++) yield [x, y] as const;
   * };
   * Object.keys(await model.evaluateDataset(batches())) // ["loss"]
   */
  async evaluateDataset(dataset: Dataset, options: EvaluateDatasetOptions = {}): Promise<Logs> {
    return this.#compiled("evaluateDataset").evaluateDataset(dataset, options);
  }

  /**
   * The outputs [samples, …outputShape], in new tensors: an array of them for a graph whose outputs
   * are an array.
   *
   * @throws for data that do not fit
   * @example model.predict(xTest).shape // [8, 10]
   */
  predict(x: DataOfAll, options: { readonly batchSize?: number } = {}): Prediction {
    expectKnown("predict", options, ["batchSize"]);
    const batchSize = expectWhole(options.batchSize ?? 32, 1, "predict: batchSize");
    const inputs = readInputs(this.#network, x, "predict: x");
    const count = inputs[0]!.count;
    const results = this.outputShapes.map((shape) => zeros([count, ...shape]));
    for (let start = 0; start < count; start += batchSize) {
      const size = Math.min(batchSize, count - start);
      const { xs, ys, forward } = this.#runner.binding("predict", size);
      for (const [i, input] of inputs.entries()) gather(input, undefined, start, xs[i]!);
      forward();
      for (const [i, result] of results.entries()) {
        // The data of an output are its numbers and no others.
        const { data } = ys[i]!;
        result.data.set(data, start * (data.length / size));
      }
    }
    return (this.plan.returnsList ? results : results[0]) as Prediction;
  }

  /**
   * What initializers of whole models work on; `initialize` hands it to them.
   *
   * @throws while the model trains
   * @example model.initializable().layers.map(({ path }) => path) // ["dense_1"]
   */
  initializable(): InitializableModel<DataOfAll> {
    this.#training?.expectIdle("initialize");
    const draws = this.plan.rng ?? this.#rng;
    const read = (data: DataOfAll) => readInputs(this.#network, data, "initialize: data");
    return initializableOf(this.#network, draws, read);
  }

  /**
   * The learning rate of the next step. Starts at that of the optimizer and may be changed between
   * steps, unless that has a schedule.
   *
   * @throws without an optimizer, for rates that are not above 0, and where a schedule decides
   * @example model.learningRate = 5e-4;
   */
  get learningRate(): number {
    return this.#compiled("learningRate").trainer.learningRate;
  }

  set learningRate(rate: number) {
    this.#compiled("learningRate").trainer.learningRate = rate;
  }

  /**
   * What `compile` settled, with a loss and metrics for each output, so that another model can be
   * compiled alike; undefined before.
   *
   * @example model.compiled?.optimizer.type // "sgd"
   */
  get compiled(): Compiled | undefined {
    if (this.#training === undefined) return undefined;
    const { optimizer, judges } = this.#training.trainer;
    return { optimizer, ...optionsOf(judges) };
  }

  /**
   * A table of the layers: output shape, number of parameters, initializer; with `statistics` also
   * what the weights are like at this moment.
   *
   * @example model.summary().endsWith("7850 parameters") // true
   */
  summary({ statistics = false }: { readonly statistics?: boolean } = {}): string {
    return summarize(this.#network, statistics, this.plan.names);
  }

  /**
   * Copies of all weights, by path, and of state that is saved with them.
   *
   * @example [...model.getWeights().keys()] // ["dense_1/kernel", "dense_1/bias"]
   */
  getWeights(): Map<string, { shape: number[]; data: Float32Array }> {
    return copyWeights(this.parameters);
  }

  /**
   * Overwrites the weights with those of another model, of `getWeights`, or of a safetensors file.
   *
   * @param options with `partial`, parameters that are missing stay as they are
   * @throws unless they are finite and exactly those of the model; nothing has changed then
   * @example model.setWeights(model.clone().getWeights());
   */
  setWeights(weights: Weights, options: { readonly partial?: boolean } = {}): void {
    within("setWeights", () => expectWeights(weights, this.parameters, options.partial));
    for (const { path, value } of this.parameters) {
      const given = weights.get(path);
      if (given) value.data.set(given.data);
    }
  }

  /**
   * Another model with the same layers and weights, compiled in the same way; its training begins
   * anew. It runs on the kernels that are in use now.
   *
   * @example model.clone().summary() === model.summary() // true
   */
  clone(): Model<Prediction> {
    const copy = new Model<Prediction>(
      { ...this.plan, seed: this.seed },
      this.getWeights(),
      this.#provenance(),
    );
    const { compiled } = this;
    if (compiled) copy.compile(compiled);
    return copy;
  }

  /**
   * The model as a safetensors file: weights by path, the configuration in the metadata.
   *
   * @param options with `training` also what the optimizer remembers, where training stands, and the
   *   state of the callbacks: the model that is loaded goes on to the same bits
   * @throws with `training`, for a model that is not compiled
   * @example
   * const again = await loadModel(model.toBytes());
   * again.parameters.map(({ path }) => path) // ["dense_1/kernel", "dense_1/bias"]
   */
  toBytes(options: { readonly training?: boolean } = {}): Uint8Array {
    const { plan, seed, dialect, parameters } = this;
    const state = options.training ? this.#compiled("toBytes").encode() : undefined;
    const model = { ...plan, seed, dialect, parameters, provenance: this.#provenance() };
    return encodeModel(model, this.#training?.trainer, state);
  }

  /** How the parameters started, by path. */
  #provenance(): ReadonlyMap<string, string> {
    const { names } = this.plan;
    const starts = this.parameters.map((each) => [each.path, describeStart(each, names)] as const);
    return new Map([...starts, ...(this.#known ?? [])]);
  }

  #compiled(method: string): Training {
    if (this.#training) return this.#training;
    throw new Error(
      `${method}: expected a compiled model, got one without optimizer and loss; call compile first`,
    );
  }
}

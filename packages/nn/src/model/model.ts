import {
  copyInto,
  createRng,
  type RandomSource,
  type Rng,
  type Shape,
  type Tensor,
  zeros,
} from "@kindling/core";
import { type DialectName, dialect, type InitializableModel } from "@kindling/init";
import { expectMethod, expectWhole } from "../check.ts";
import type { Layer } from "../layer.ts";
import type { Loss } from "../losses/loss.ts";
import type { LossName } from "../losses/resolve.ts";
import type { Metric } from "../metrics/metric.ts";
import type { MetricName } from "../metrics/resolve.ts";
import type { Clock, Optimizer } from "../optimizers/optimizer.ts";
import type { Parameter } from "../parameter.ts";
import type { Logs } from "./callbacks.ts";
import { expectSameCount } from "./expect.ts";
import {
  type FitOptions,
  figuresOf,
  fill,
  fit,
  type History,
  judge,
  Means,
  type Pairs,
} from "./fit.ts";
import { initializableOf } from "./initializable.ts";
import { type Judges, judgesOf } from "./judges.ts";
import { buildNetwork, type Network } from "./network.ts";
import {
  type Data,
  expectNumbers,
  gather,
  placeOf,
  type Samples,
  samplesOfAll,
} from "./samples.ts";
import { encodeModel } from "./save.ts";
import { summarize } from "./summary.ts";
import type { Topology } from "./topology.ts";
import { Runner, Trainer } from "./trainer.ts";
import type { Weights } from "./weights.ts";

/** A net, before it has weights. */
export interface ModelPlan {
  readonly topology: Topology;
  readonly seed?: number | undefined;
  readonly dialect?: DialectName | undefined;
  /** What initial weights are drawn from, instead of the streams of the seed. */
  readonly rng?: RandomSource | undefined;
  /** `predict` returns an array, even of one. */
  readonly returnsList?: boolean;
}

/** Data for every input, or targets for every output: bare where there is one, else an array. */
export type DataOfAll = Data | readonly Data[];

/** One for all outputs, or an array with one for each. */
export type OfEach<T> = T | readonly T[];

/** What a net is trained by, and judged by. */
export interface CompileOptions {
  readonly optimizer: Optimizer;
  /** With several outputs one for all of them, or an array with one for each; their sum is the loss. */
  readonly loss: OfEach<LossName | Loss>;
  /** With several outputs those of all of them, or an array with an array for each. */
  readonly metrics?: OfEach<readonly (MetricName | Metric)[]> | readonly (MetricName | Metric)[];
}

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
  #trainer: Trainer | undefined;
  #fitting = false;

  /** @param weights taken as they are, instead of drawing new ones */
  constructor(plan: ModelPlan, weights?: Weights) {
    const { topology, seed = 0, dialect: name = "keras" } = plan;
    this.#rng = createRng(seed);
    this.#network = buildNetwork({
      topology,
      rng: this.#rng,
      clock: this.#clock.batches,
      dialect: dialect(name),
      draws: plan.rng ?? this.#rng,
      weights,
    });
    this.#runner = new Runner(this.#network);
    this.plan = plan;
    this.layers = [...new Set(topology.steps.map(({ layer }) => layer))];
    this.seed = seed;
    this.dialect = name;
    this.inputShapes = this.#network.inputShapes;
    this.outputShapes = this.#network.outputShapes;
    this.inputShape = this.inputShapes[0]!;
    this.outputShape = this.outputShapes[0]!;
    this.parameters = this.#network.parameters;
  }

  /**
   * Settles how the model is trained and starts a new training: the optimizer remembers nothing,
   * steps and epochs count from 0. Weights stay.
   *
   * @throws for unknown names, and a loss that does not fit the output; then what was compiled
   *   before stays in force
   * @example model.compile({ optimizer: adam(), loss: "meanSquaredError" })
   */
  compile({ optimizer, loss, metrics = [] }: CompileOptions): void {
    this.#expectIdle("compile");
    expectMethod(optimizer, "bind", "compile: optimizer", "an optimizer, such as adam()");
    const judges = judgesOf(loss, metrics, this.outputShapes.length);
    this.#trainer = new Trainer(this.#runner, optimizer, judges, this.#clock);
  }

  /**
   * Trains on all samples, `epochs` times. Training goes on where it stood: two calls with one epoch
   * do what one call with two does.
   *
   * @throws (rejects) for data that do not fit, at a loss that is not finite, which no update
   *   follows, and with the signal's reason when that aborts
   * @example await model.fit(x, y, { epochs: 5, batchSize: 32, validationData: [xTest, yTest] })
   */
  async fit(
    x: DataOfAll,
    y: DataOfAll,
    options: FitOptions & {
      readonly validationData?: readonly [x: DataOfAll, y: DataOfAll] | undefined;
    } = {},
  ): Promise<History> {
    const trainer = this.#compiled("fit");
    this.#expectIdle("fit");
    const { validationData } = options;
    const data = this.#pairs(trainer, x, y, "fit: ");
    const validation =
      validationData && this.#pairs(trainer, ...validationData, "fit: validationData: ");
    this.#fitting = true;
    try {
      return await fit(trainer, this.#rng, data, validation, options);
    } finally {
      this.#fitting = false;
    }
  }

  /**
   * One step on one batch.
   *
   * @returns loss and metrics of the batch, before the step
   * @throws for data that do not fit, and a loss that is not finite; the weights are then unchanged
   * @example Object.keys(model.trainOnBatch(x, y)) // ["loss"]
   */
  trainOnBatch(x: DataOfAll, y: DataOfAll): Logs {
    const trainer = this.#compiled("trainOnBatch");
    this.#expectIdle("trainOnBatch");
    const pairs = this.#pairs(trainer, x, y, "trainOnBatch: ");
    const binding = trainer.binding("train", pairs.count);
    fill(binding, pairs, undefined, 0);
    trainer.step(binding);
    return figuresOf(trainer, binding);
  }

  /**
   * Loss and metrics over all samples, as means.
   *
   * @throws for data that do not fit
   * @example Object.keys(model.evaluate(xTest, yTest)) // ["loss"]
   */
  evaluate(x: DataOfAll, y: DataOfAll, options: { readonly batchSize?: number } = {}): Logs {
    const trainer = this.#compiled("evaluate");
    const batchSize = expectWhole(options.batchSize ?? 32, 1, "evaluate: batchSize");
    const pairs = this.#pairs(trainer, x, y, "evaluate: ");
    const means = new Means(trainer);
    for (const _ of judge(trainer, pairs, batchSize, means));
    return means.logs();
  }

  /**
   * The outputs [samples, …outputShape], in new tensors: an array of them for a graph whose outputs
   * are an array.
   *
   * @throws for data that do not fit
   * @example model.predict(xTest).shape // [8, 10]
   */
  predict(x: DataOfAll, options: { readonly batchSize?: number } = {}): Prediction {
    const batchSize = expectWhole(options.batchSize ?? 32, 1, "predict: batchSize");
    const inputs = this.#inputs(x, "predict: x");
    const count = inputs[0]!.count;
    const results = this.outputShapes.map((shape) => zeros([count, ...shape]));
    for (let start = 0; start < count; start += batchSize) {
      const size = Math.min(batchSize, count - start);
      const { xs, ys, forward } = this.#runner.binding("predict", size);
      for (const [i, input] of inputs.entries()) gather(input, undefined, start, xs[i]!);
      forward();
      for (const [i, result] of results.entries()) {
        copyInto(result.hi(start + size).lo(start), ys[i]!);
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
    this.#expectIdle("initialize");
    const draws = this.plan.rng ?? this.#rng;
    return initializableOf(this.#network, draws, (data) => this.#inputs(data, "initialize: data"));
  }

  /**
   * The learning rate of the next step. Starts at that of the optimizer and may be changed between
   * steps, unless that has a schedule.
   *
   * @throws without an optimizer, for rates that are not above 0, and where a schedule decides
   * @example model.learningRate = 5e-4;
   */
  get learningRate(): number {
    return this.#compiled("learningRate").learningRate;
  }

  set learningRate(rate: number) {
    this.#compiled("learningRate").learningRate = rate;
  }

  /**
   * What `compile` settled; undefined before.
   *
   * @example model.compiled?.optimizer.type // "sgd"
   */
  get compiled():
    | { readonly optimizer: Optimizer; readonly judges: readonly Judges[] }
    | undefined {
    return this.#trainer;
  }

  /**
   * A table of the layers: output shape, number of parameters, initializer.
   *
   * @example model.summary().endsWith("7850 parameters") // true
   */
  summary(): string {
    return summarize(this.#network);
  }

  /**
   * The model as a safetensors file: weights by path, the configuration in the metadata.
   *
   * @example
   * const again = await loadModel(model.toBytes());
   * again.parameters.map(({ path }) => path) // ["dense_1/kernel", "dense_1/bias"]
   */
  toBytes(): Uint8Array {
    return encodeModel(
      { ...this.plan, seed: this.seed, dialect: this.dialect, parameters: this.parameters },
      this.compiled,
    );
  }

  #inputs(x: DataOfAll, where: string): Samples[] {
    const { indices } = this.#network;
    const xs = samplesOfAll(x, this.inputShapes, where);
    for (let i = 0; i < xs.length; i++) {
      const end = indices[i];
      if (end !== undefined) expectNumbers(xs[i]!, "indices", end, placeOf(where, i, xs.length));
    }
    return xs;
  }

  #pairs(trainer: Trainer, x: DataOfAll, y: DataOfAll, where: string): Pairs {
    const { judges, targetShapes } = trainer;
    const xs = this.#inputs(x, `${where}x`);
    const ys = samplesOfAll(y, targetShapes, `${where}y`);
    for (let i = 0; i < ys.length; i++) {
      const classes = judges[i]!.loss.classes?.(this.outputShapes[i]!);
      if (classes === undefined) continue;
      expectNumbers(ys[i]!, "class numbers", classes, placeOf(`${where}y`, i, ys.length));
    }
    expectSameCount(xs[0]!, ys[0]!, where);
    return { xs, ys, count: xs[0]!.count };
  }

  #compiled(method: string): Trainer {
    if (this.#trainer) return this.#trainer;
    throw new Error(
      `${method}: expected a compiled model, got one without optimizer and loss; call compile first`,
    );
  }

  #expectIdle(method: string): void {
    if (this.#fitting)
      throw new Error(
        `${method}: expected a model that is not training, got one in the middle of fit`,
      );
  }
}

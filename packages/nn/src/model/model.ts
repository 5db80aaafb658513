import { copyInto, createRng, type Rng, type Shape, type Tensor, zeros } from "@kindling/core";
import { expectMethod, expectPositive, expectWhole } from "../check.ts";
import type { Layer } from "../layer.ts";
import type { Loss } from "../losses/loss.ts";
import { type LossName, resolveLoss } from "../losses/resolve.ts";
import type { Metric } from "../metrics/metric.ts";
import { type MetricName, resolveMetric } from "../metrics/resolve.ts";
import type { Clock, Optimizer } from "../optimizers/optimizer.ts";
import type { Parameter } from "../parameter.ts";
import type { Logs } from "./callbacks.ts";
import { expectInputShape, expectLayers, expectSameCount } from "./expect.ts";
import { type FitOptions, figuresOf, fit, type History, judge, Means, type Pairs } from "./fit.ts";
import { buildNetwork, type Network, type Weights } from "./network.ts";
import { type Data, expectClasses, gather, samplesOf } from "./samples.ts";
import { encodeModel } from "./save.ts";
import { summarize } from "./summary.ts";
import { Runner, Trainer } from "./trainer.ts";

/** What a net is made of. */
export interface ModelConfig {
  /** Shape of one sample, without the batch axis. */
  readonly inputShape: Shape;
  readonly layers: readonly Layer[];
  /** Decides initial weights, shuffles and dropout. A whole number. Default 0. */
  readonly seed?: number;
}

/** What a net is trained by, and judged by. */
export interface CompileOptions {
  readonly optimizer: Optimizer;
  readonly loss: LossName | Loss;
  readonly metrics?: readonly (MetricName | Metric)[];
}

/** A net with its weights. Made by `sequential` and `loadModel`. */
export class Model {
  readonly layers: readonly Layer[];
  readonly seed: number;
  readonly inputShape: Shape;
  readonly outputShape: Shape;
  /** In the order of the layers. Values and gradients are live. */
  readonly parameters: readonly Parameter[];
  readonly #network: Network;
  readonly #runner: Runner;
  readonly #rng: Rng;
  readonly #clock: Clock = { step: 0, epoch: 0, learningRate: 0 };
  #trainer: Trainer | undefined;
  #fitting = false;

  /** @param weights taken as they are, instead of drawing new ones */
  constructor(config: ModelConfig, weights?: Weights) {
    const { seed = 0 } = config;
    const layers = expectLayers(config.layers);
    const inputShape = expectInputShape(config.inputShape);
    this.#rng = createRng(seed);
    this.#network = buildNetwork({
      inputShape,
      layers,
      rng: this.#rng,
      clock: this.#clock,
      weights,
    });
    this.#runner = new Runner(this.#network);
    this.layers = layers;
    this.seed = seed;
    this.inputShape = inputShape;
    this.outputShape = this.#network.outputShape;
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
    const judges = { loss: resolveLoss(loss), metrics: metrics.map(resolveMetric) };
    if (judges.metrics.some(({ name }) => name === "loss")) {
      throw new RangeError('compile: metrics: expected names other than "loss", got "loss"');
    }
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
    x: Data,
    y: Data,
    options: FitOptions & {
      readonly validationData?: readonly [x: Data, y: Data] | undefined;
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
  trainOnBatch(x: Data, y: Data): Logs {
    const trainer = this.#compiled("trainOnBatch");
    this.#expectIdle("trainOnBatch");
    const pairs = this.#pairs(trainer, x, y, "trainOnBatch: ");
    const binding = trainer.binding("train", pairs.x.count);
    gather(pairs.x, undefined, 0, binding.x);
    gather(pairs.y, undefined, 0, binding.judged.target);
    trainer.step(binding);
    return figuresOf(binding);
  }

  /**
   * Loss and metrics over all samples, as means.
   *
   * @throws for data that do not fit
   * @example Object.keys(model.evaluate(xTest, yTest)) // ["loss"]
   */
  evaluate(x: Data, y: Data, options: { readonly batchSize?: number } = {}): Logs {
    const trainer = this.#compiled("evaluate");
    const batchSize = expectWhole(options.batchSize ?? 32, 1, "evaluate: batchSize");
    const pairs = this.#pairs(trainer, x, y, "evaluate: ");
    const means = new Means(trainer);
    for (const _ of judge(trainer, pairs, batchSize, means));
    return means.logs();
  }

  /**
   * The outputs [samples, …outputShape], in a new tensor.
   *
   * @throws for data that do not fit
   * @example model.predict(xTest).shape // [8, 10]
   */
  predict(x: Data, options: { readonly batchSize?: number } = {}): Tensor {
    const batchSize = expectWhole(options.batchSize ?? 32, 1, "predict: batchSize");
    const samples = samplesOf(x, this.inputShape, "predict: x");
    const result = zeros([samples.count, ...this.outputShape]);
    for (let start = 0; start < samples.count; start += batchSize) {
      const size = Math.min(batchSize, samples.count - start);
      const binding = this.#runner.binding("predict", size);
      gather(samples, undefined, start, binding.x);
      binding.forward();
      copyInto(result.hi(start + size).lo(start), binding.y);
    }
    return result;
  }

  /**
   * The learning rate of the next step. Starts at that of the optimizer and may be changed between
   * steps.
   *
   * @throws without an optimizer, and for rates that are not above 0
   * @example model.learningRate = 5e-4;
   */
  get learningRate(): number {
    return this.#compiled("learningRate").clock.learningRate;
  }

  set learningRate(rate: number) {
    this.#compiled("learningRate").clock.learningRate = expectPositive(rate, "learningRate");
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
    const trainer = this.#trainer;
    return encodeModel(this, trainer && { optimizer: trainer.optimizer, ...trainer.judges });
  }

  #pairs(trainer: Trainer, x: Data, y: Data, where: string): Pairs {
    const { loss } = trainer.judges;
    const inputs = samplesOf(x, this.inputShape, `${where}x`);
    const targets = samplesOf(y, loss.target(this.outputShape), `${where}y`);
    if (loss.classes) expectClasses(targets, loss.classes(this.outputShape), `${where}y`);
    expectSameCount(inputs, targets, where);
    return { x: inputs, y: targets };
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

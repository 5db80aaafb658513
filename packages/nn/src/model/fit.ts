import type { Rng } from "@kindling/core";
import { expectWhole, located } from "../check.ts";
import type { Callback, Logs } from "./callbacks.ts";
import { giveWay, isTurnDue } from "./give-way.ts";
import { gather, type Samples, withRows } from "./samples.ts";
import { type JudgedBinding, readFigures, type Trainer } from "./trainer.ts";

/** What every input and every output of the net gets, all of one count. */
export interface Pairs {
  readonly xs: readonly Samples[];
  readonly ys: readonly Samples[];
  readonly count: number;
}

/** How `fit` goes over the data. */
export interface FitOptions {
  /** Passes over the data. Default 1. */
  readonly epochs?: number | undefined;
  /** Samples of a step; the last batch of an epoch may be smaller. Default 32. */
  readonly batchSize?: number | undefined;
  /** Draws a new order for every epoch, from the model's seed and the epoch. Default true. */
  readonly shuffle?: boolean | undefined;
  readonly callbacks?: readonly Callback[] | undefined;
  /** Stops training between two steps; `fit` then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** What training achieved, epoch by epoch. */
export interface History {
  readonly epoch: number[];
  /** `history.loss[0]` is the mean loss of the first epoch. */
  readonly history: Record<string, number[]>;
}

/** Trains epoch by epoch. The data have been checked. */
export async function fit(
  trainer: Trainer,
  rng: Rng,
  data: Pairs,
  validation: Pairs | undefined,
  options: FitOptions,
): Promise<History> {
  const { shuffle = true, callbacks = [], signal } = options;
  const epochs = expectWhole(options.epochs ?? 1, 0, "fit: epochs");
  const batchSize = expectWhole(options.batchSize ?? 32, 1, "fit: batchSize");
  const samples = data.count;
  const batches = Math.ceil(samples / batchSize);
  const pairs = { ...data, xs: data.xs.map(withRows) };
  const history: History = { epoch: [], history: {} };
  const { clock } = trainer;
  const beforeBatch = callbacks.filter((callback) => callback.onBatchBegin);
  const afterBatch = callbacks.filter((callback) => callback.onBatchEnd);
  const params = { epochs, samples, batchSize, batches };
  signal?.throwIfAborted();

  for (const callback of callbacks) await callback.onTrainBegin?.(params);
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (const callback of callbacks) await callback.onEpochBegin?.(epoch);
    const order = shuffle ? rng.at("/shuffle", clock.epoch).permutation(samples) : undefined;
    const means = new Means(trainer);
    for (let batch = 0; batch < batches; batch++) {
      for (const callback of beforeBatch) await callback.onBatchBegin?.(batch);
      signal?.throwIfAborted();
      const start = batch * batchSize;
      const size = Math.min(batchSize, samples - start);
      const binding = trainer.binding("train", size);
      fill(binding, pairs, order, start);
      try {
        trainer.step(binding);
      } catch (error) {
        throw located(error, `fit: epoch ${epoch}, batch ${batch}`);
      }
      means.add(binding, size);
      if (afterBatch.length > 0) {
        const logs = { batch, size, ...figuresOf(trainer, binding) };
        for (const callback of afterBatch) await callback.onBatchEnd?.(batch, logs);
      }
      if (isTurnDue()) await giveWay();
    }
    signal?.throwIfAborted();
    clock.epoch++;
    const logs = means.logs();
    if (validation) {
      const figures = await evaluate(trainer, validation, { batchSize, signal });
      for (const [name, value] of Object.entries(figures)) logs[`val_${name}`] = value;
    }
    history.epoch.push(epoch);
    for (const [name, value] of Object.entries(logs)) {
      history.history[name] ??= [];
      history.history[name].push(value);
    }
    for (const callback of callbacks) await callback.onEpochEnd?.(epoch, logs);
  }
  signal?.throwIfAborted();
  for (const callback of callbacks) await callback.onTrainEnd?.();
  return history;
}

/** Figures over all samples, batch by batch, giving way to the event loop in between. */
async function evaluate(
  trainer: Trainer,
  data: Pairs,
  options: { readonly batchSize: number; readonly signal: AbortSignal | undefined },
): Promise<Logs> {
  const means = new Means(trainer);
  for (const _ of judge(trainer, data, options.batchSize, means)) {
    if (isTurnDue()) await giveWay();
    options.signal?.throwIfAborted();
  }
  return means.logs();
}

/** Runs loss and metrics over all samples; yields after each batch. */
export function* judge(
  trainer: Trainer,
  pairs: Pairs,
  batchSize: number,
  means: Means,
): Generator<void> {
  for (let start = 0; start < pairs.count; start += batchSize) {
    const size = Math.min(batchSize, pairs.count - start);
    const binding = trainer.binding("evaluate", size);
    fill(binding, pairs, undefined, start);
    binding.forward();
    means.add(binding, size);
    yield;
  }
}

/** Puts the samples from `start` on, in that order, into the inputs and targets of a binding. */
export function fill(
  { xs, judged }: JudgedBinding,
  pairs: Pairs,
  order: Uint32Array | undefined,
  start: number,
): void {
  for (let i = 0; i < xs.length; i++) gather(pairs.xs[i]!, order, start, xs[i]!);
  for (let i = 0; i < judged.length; i++) gather(pairs.ys[i]!, order, start, judged[i]!.target);
}

/** Means over samples of the loss and of every metric. */
export class Means {
  readonly #names: readonly string[];
  readonly #sums: Float64Array;
  readonly #figures: Float64Array;
  #samples = 0;

  constructor({ figureNames }: Trainer) {
    this.#names = figureNames;
    this.#sums = new Float64Array(figureNames.length);
    this.#figures = new Float64Array(figureNames.length);
  }

  add(binding: JudgedBinding, size: number): void {
    readFigures(binding, this.#figures);
    this.#samples += size;
    for (let i = 0; i < this.#sums.length; i++) this.#sums[i]! += this.#figures[i]! * size;
  }

  logs(): Logs {
    return named(
      this.#names,
      this.#sums.map((sum) => sum / this.#samples),
    );
  }
}

/** Loss and metrics of the batch that ran last. */
export function figuresOf({ figureNames, figures }: Trainer, binding: JudgedBinding): Logs {
  readFigures(binding, figures);
  return named(figureNames, figures);
}

function named(names: readonly string[], figures: Float64Array): Logs {
  const logs: Record<string, number> = {};
  for (let i = 0; i < names.length; i++) logs[names[i]!] = figures[i]!;
  return logs as Logs;
}

import { expectWhole, located } from "../check.ts";
import type { Callback, History, Logs, Rest, Trainee } from "./callbacks.ts";
import type { Batch, Dataset } from "./dataset.ts";
import { evaluateSource } from "./evaluate.ts";
import { giveWay, isTurnDue } from "./give-way.ts";
import type { Progress } from "./progress.ts";
import type { Source } from "./source.ts";
import type { Trainer } from "./trainer.ts";
import type { WeightOptions } from "./weigh-samples.ts";

/** How any training goes on. */
export interface TrainingOptions {
  /** Passes over the data. Default 1. */
  readonly epochs?: number | undefined;
  readonly callbacks?: readonly Callback[] | undefined;
  /** Stops training between two steps; `fit` then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /**
   * Goes on with the `fit` that was interrupted, here or where the model was saved with its training:
   * at the batch where it stood, with the same callbacks and data, up to `epochs` all in all. Where
   * there was none it begins one. Default false.
   */
  readonly resume?: boolean | undefined;
}

/** What tells how training goes, judged at the end of every epoch. */
export interface ValidationOptions {
  /**
   * Samples [x, y] or [x, y, sampleWeight]; or batches of them as they come, from a generator, an async
   * iterator, or a function that makes those of an epoch.
   */
  readonly validationData?: ValidationData | undefined;
  /** Batches of an epoch, where they do not end by themselves. */
  readonly validationBatches?: number | undefined;
}

/** An array is one batch; whatever else can be iterated gives one after another. */
export type ValidationData = Batch | Dataset;

/** How `fit` goes over the data. */
export interface FitOptions extends TrainingOptions, ValidationOptions, WeightOptions {
  /** Samples of a step; the last batch of an epoch may be smaller. Default 32. */
  readonly batchSize?: number | undefined;
  /** Draws a new order for every epoch, from the model's seed and the epoch. Default true. */
  readonly shuffle?: boolean | undefined;
  /** Holds back this share of the samples, the last ones, as validation data. */
  readonly validationSplit?: number | undefined;
}

/** How `fitDataset` goes over batches. */
export interface FitDatasetOptions extends TrainingOptions, ValidationOptions {
  /** Batches of an epoch, where the dataset does not end by itself. */
  readonly batchesPerEpoch?: number | undefined;
}

/** Trains epoch by epoch, from where the progress stands. The data have been checked. */
export async function fit(
  trainer: Trainer,
  model: Trainee,
  source: Source,
  validation: Source | undefined,
  options: TrainingOptions,
  progress: Progress,
): Promise<History> {
  const { callbacks = [], signal } = options;
  const epochs = expectWhole(options.epochs ?? 1, 0, "fit: epochs");
  const { samples, batches, batchSize } = source;
  const { history, totals } = progress;
  const { clock } = trainer;
  const beforeBatch = callbacks.filter((callback) => callback.onBatchBegin);
  const afterBatch = callbacks.filter((callback) => callback.onBatchEnd);
  const atRest = callbacks.filter((callback) => callback.onRest);
  const stop = (): void => {
    progress.stopped = true;
  };
  const rest = async (at: Rest): Promise<void> => {
    for (const callback of atRest) await callback.onRest?.(at);
  };
  signal?.throwIfAborted();
  // Checking the data may have taken long.
  if (isTurnDue()) await giveWay();

  for (const callback of callbacks) {
    await callback.onTrainBegin?.(
      { epochs, samples, batchSize, batches },
      { model, history, stop },
    );
  }
  progress.restoreCallbacks();
  while (progress.epoch < epochs && !progress.stopped) {
    const { epoch } = progress;
    if (progress.batch === 0) {
      for (const callback of callbacks) await callback.onEpochBegin?.(epoch);
      totals.reset();
    }
    const feed = await source.start(clock.epoch, progress.batch);
    try {
      for (;;) {
        if (isTurnDue()) await giveWay();
        const more = feed.next();
        if (!(typeof more === "boolean" ? more : await more)) break;
        const { batch } = progress;
        for (const callback of beforeBatch) await callback.onBatchBegin?.(batch);
        signal?.throwIfAborted();
        const binding = feed.fill();
        try {
          trainer.step(binding);
        } catch (error) {
          throw located(error, `fit: epoch ${epoch}, batch ${batch}`);
        }
        totals.add(binding);
        progress.batch++;
        if (afterBatch.length > 0) {
          const logs = { batch, size: binding.size, ...trainer.figuresOf(binding) };
          for (const callback of afterBatch) await callback.onBatchEnd?.(batch, logs);
        }
        if (atRest.length > 0) await rest({ epoch, batch: progress.batch, logs: undefined });
      }
    } finally {
      await feed.close?.();
    }
    signal?.throwIfAborted();
    const logs = totals.logs();
    if (validation) {
      const figures = await evaluateSource(trainer, validation, clock.epoch, signal);
      for (const [name, value] of Object.entries(figures)) logs[`val_${name}`] = value;
    }
    clock.epoch++;
    progress.epoch++;
    progress.batch = 0;
    record(history, epoch, logs);
    for (const callback of callbacks) await callback.onEpochEnd?.(epoch, logs);
    if (atRest.length > 0) await rest({ epoch: epoch + 1, batch: 0, logs });
  }
  signal?.throwIfAborted();
  for (const callback of callbacks) await callback.onTrainEnd?.();
  return history;
}

function record({ epoch: epochs, history }: History, epoch: number, logs: Logs): void {
  epochs.push(epoch);
  for (const [name, value] of Object.entries(logs)) {
    history[name] ??= [];
    history[name].push(value);
  }
}

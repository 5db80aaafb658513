import { expectBoolean, expectFunction, expectWhole } from "../check.ts";
import type { Callback, Rest, Training } from "../model/callbacks.ts";
import { Monitor, type MonitorConfig, readMonitored } from "./monitor.ts";

/** Options of {@link modelCheckpoint}. */
export interface ModelCheckpointConfig extends MonitorConfig {
  /**
   * Keeps the bytes, in a file or a store: in Node the `write` of `atomicFile`. What it keeps must be
   * whole whenever the process ends: the old bytes or the new ones.
   */
  readonly save: (bytes: Uint8Array, rest: Rest) => void | Promise<void>;
  /** Saves after every so many epochs. Default 1, or never with `everyBatches`. */
  readonly everyEpochs?: number;
  /** Saves after every so many batches, counted over all epochs. */
  readonly everyBatches?: number;
  /** Saves epochs only in which the figure is the best so far. Default false. */
  readonly saveBestOnly?: boolean;
}

/**
 * Saves the model with its training, so that a run that is interrupted at any moment goes on from
 * the last save to the same bits: load it, then `fit` with `resume: true`, the same data and options.
 *
 * @throws for options that do not hold; in `fit`, for a figure that does not exist
 * @example
 * let saved = model.toBytes();
 * const callbacks = [modelCheckpoint({ save: (bytes) => void (saved = bytes) })];
 * await model.fit(x, y, { epochs: 2, callbacks });
 * const again = await loadModel(saved);
 * const { epoch } = await again.fit(x, y, { epochs: 3, callbacks, resume: true });
 * epoch // [0, 1, 2]
 */
export function modelCheckpoint(config: ModelCheckpointConfig): Callback {
  const { save, everyBatches, saveBestOnly = false } = config;
  const everyEpochs = config.everyEpochs ?? (everyBatches === undefined ? 1 : Infinity);
  readMonitored(
    "modelCheckpoint",
    config,
    ({ save: _s, everyEpochs: _e, everyBatches: _b, saveBestOnly: _o }) => {},
    {
      save: expectFunction,
      everyEpochs: (value, where) => expectWhole(value, 1, where),
      everyBatches: (value, where) => expectWhole(value, 1, where),
      saveBestOnly: expectBoolean,
    },
  );
  expectFunction(save, "modelCheckpoint: save");
  const figure = new Monitor(config, "modelCheckpoint");
  let training: Training;
  let batches = 0;
  const write = async (rest: Rest): Promise<void> => {
    await save(training.model.toBytes({ training: true }), rest);
  };
  return {
    name: "modelCheckpoint",
    onTrainBegin(_params, begun) {
      training = begun;
      figure.best = undefined;
      batches = 0;
    },
    async onRest(rest) {
      if (rest.logs === undefined) {
        batches++;
        if (everyBatches !== undefined && batches % everyBatches === 0) await write(rest);
        return;
      }
      if (saveBestOnly && !figure.improves(rest.logs)) return;
      if (rest.epoch % everyEpochs === 0) await write(rest);
    },
    state: () => ({ values: { batches, ...(figure.best !== undefined && { best: figure.best }) } }),
    restore({ values }) {
      batches = Number(values.batches);
      figure.best = values.best as number | undefined;
    },
  };
}

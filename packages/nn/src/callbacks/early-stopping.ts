import { expectBoolean, expectWhole } from "../check.ts";
import type { Callback, Training } from "../model/callbacks.ts";
import type { Weights } from "../model/weights.ts";
import { Monitor, type MonitorConfig, readMonitored } from "./monitor.ts";

/** Options of {@link earlyStopping}. */
export interface EarlyStoppingConfig extends MonitorConfig {
  /** Epochs in a row without anything better after which it ends; 0 is as 1. Default 1. */
  readonly patience?: number;
  /** Ends with the weights of the best epoch. Default true. */
  readonly restoreBestWeights?: boolean;
  /** Epochs at the beginning that do not count. Default 0. */
  readonly startFromEpoch?: number;
}

/**
 * Ends the training when a figure no longer becomes better, with the weights of the epoch in which
 * it was best.
 *
 * @throws for options that do not hold; in `fit`, for a figure that does not exist
 * @example
 * const callbacks = [earlyStopping({ monitor: "val_loss", patience: 3 })];
 * await model.fit(x, y, { epochs: 100, validationData: [xTest, yTest], callbacks });
 */
export function earlyStopping(config: EarlyStoppingConfig = {}): Callback {
  const { patience = 1, restoreBestWeights = true, startFromEpoch = 0 } = config;
  readMonitored(
    "earlyStopping",
    config,
    ({ patience: _, restoreBestWeights: _restore, startFromEpoch: _start }) => {},
    {
      patience: (value, where) => expectWhole(value, 0, where),
      restoreBestWeights: expectBoolean,
      startFromEpoch: (value, where) => expectWhole(value, 0, where),
    },
  );
  const figure = new Monitor(config, "earlyStopping");
  let training: Training;
  let wait = 0;
  let bestWeights: Weights | undefined;
  return {
    name: "earlyStopping",
    onTrainBegin(_params, begun) {
      training = begun;
      figure.best = undefined;
      wait = 0;
      bestWeights = undefined;
    },
    onEpochEnd(epoch, logs) {
      if (epoch < startFromEpoch) return;
      if (figure.improves(logs)) {
        wait = 0;
        if (restoreBestWeights) bestWeights = training.model.getWeights();
        return;
      }
      wait++;
      if (wait >= patience) training.stop();
    },
    onTrainEnd() {
      if (bestWeights) training.model.setWeights(bestWeights);
    },
    state: () => ({
      values: { wait, ...(figure.best !== undefined && { best: figure.best }) },
      weights: bestWeights,
    }),
    restore({ values, weights }) {
      wait = Number(values.wait);
      figure.best = values.best as number | undefined;
      bestWeights = weights;
    },
  };
}

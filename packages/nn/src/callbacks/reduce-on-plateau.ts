import { expectNonNegative, expectOpen, expectWhole } from "../check.ts";
import type { Callback, Training } from "../model/callbacks.ts";
import { Monitor, type MonitorConfig, readMonitored } from "./monitor.ts";

/** Options of {@link reduceOnPlateau}. */
export interface ReduceOnPlateauConfig extends MonitorConfig {
  /** The learning rate is multiplied by this, in (0, 1). Default 0.1. */
  readonly factor?: number;
  /** Epochs in a row without anything better after which it lowers; 0 is as 1. Default 10. */
  readonly patience?: number;
  /** Epochs after a reduction that do not count. Default 0. */
  readonly cooldown?: number;
  /** The rate does not fall below this. Default 0. */
  readonly minLearningRate?: number;
}

/**
 * Lowers the learning rate when a figure no longer becomes better. For optimizers with a fixed rate.
 *
 *     η ← max(η·factor, minLearningRate)        after `patience` epochs without improvement
 *
 * @throws for options that do not hold; in `fit`, for a figure that does not exist, and a schedule
 * @example
 * const callbacks = [reduceOnPlateau({ monitor: "loss", factor: 0.5, patience: 2 })];
 * await model.fit(x, y, { epochs: 3, callbacks });
 */
export function reduceOnPlateau(config: ReduceOnPlateauConfig = {}): Callback {
  const { factor = 0.1, patience = 10, cooldown = 0, minLearningRate = 0 } = config;
  readMonitored(
    "reduceOnPlateau",
    config,
    ({ factor: _f, patience: _p, cooldown: _c, minLearningRate: _m }) => {},
    {
      factor: (value, where) => expectOpen(value, 0, 1, where),
      patience: (value, where) => expectWhole(value, 0, where),
      cooldown: (value, where) => expectWhole(value, 0, where),
      minLearningRate: expectNonNegative,
    },
  );
  const figure = new Monitor(config, "reduceOnPlateau");
  let training: Training;
  let wait = 0;
  let rest = 0;
  return {
    name: "reduceOnPlateau",
    onTrainBegin(_params, begun) {
      training = begun;
      figure.best = undefined;
      [wait, rest] = [0, 0];
    },
    onEpochEnd(_epoch, logs) {
      const better = figure.improves(logs);
      if (rest > 0) rest--;
      if (better || rest > 0) {
        wait = 0;
        return;
      }
      wait++;
      if (wait < patience) return;
      const { model } = training;
      const reduced = Math.max(model.learningRate * factor, minLearningRate);
      if (reduced > 0 && reduced < model.learningRate) model.learningRate = reduced;
      // The epoch that comes next is the first that does not count.
      [wait, rest] = [0, cooldown > 0 ? cooldown + 1 : 0];
    },
    state: () => ({
      values: { wait, rest, ...(figure.best !== undefined && { best: figure.best }) },
    }),
    restore({ values }) {
      [wait, rest] = [Number(values.wait), Number(values.rest)];
      figure.best = values.best as number | undefined;
    },
  };
}

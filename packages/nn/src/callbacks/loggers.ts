import { expectFunction, expectKnown } from "../check.ts";
import type { Callback, History, Training } from "../model/callbacks.ts";

/** Options of {@link csvLogger} and {@link jsonLogger}. */
export interface LoggerConfig {
  /** Keeps the whole log, in a file or a store: in Node the `write` of `atomicFile`. */
  readonly save: (text: string) => void | Promise<void>;
}

/**
 * Writes the figures of all epochs as comma-separated values after every epoch, with a line of names.
 * The whole log is written each time, so that a run that resumes has one without gaps or repeats.
 *
 * @example
 * let log = "";
 * const callbacks = [csvLogger({ save: (text) => void (log = text) })];
 * await model.fit(x, y, { epochs: 2, callbacks });
 * log.split("\n")[0] // "epoch,loss"
 */
export function csvLogger(config: LoggerConfig): Callback {
  return logger("csvLogger", config, ({ epoch, history }) => {
    const names = Object.keys(history);
    const lines = epoch.map((number, i) => [number, ...names.map((name) => history[name]![i])]);
    return [["epoch", ...names.map(quote)], ...lines].map((line) => `${line.join(",")}\n`).join("");
  });
}

/**
 * Writes the figures of all epochs as JSON, an object a line, after every epoch; like
 * {@link csvLogger}.
 *
 * @example
 * let log = "";
 * const callbacks = [jsonLogger({ save: (text) => void (log = text) })];
 * await model.fit(x, y, { epochs: 2, callbacks });
 * log.split("\n").length // 3
 */
export function jsonLogger(config: LoggerConfig): Callback {
  return logger("jsonLogger", config, ({ epoch, history }) =>
    epoch
      .map((number, i) => {
        const figures = Object.entries(history).map(([name, values]) => [name, values[i]]);
        return `${JSON.stringify({ epoch: number, ...Object.fromEntries(figures) })}\n`;
      })
      .join(""),
  );
}

function logger(
  where: string,
  config: LoggerConfig,
  format: (history: History) => string,
): Callback {
  expectKnown(where, config, ["save"]);
  const { save } = config;
  expectFunction(save, `${where}: save`);
  let training: Training;
  return {
    onTrainBegin(_params, begun) {
      training = begun;
    },
    onEpochEnd: () => save(format(training.history)),
  };
}

function quote(name: string): string {
  return /[",\n]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name;
}

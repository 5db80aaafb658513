import { withOptions } from "@kindling/init";
import { expectMember, expectNonNegative } from "../check.ts";
import type { Logs } from "../model/callbacks.ts";

/** Which figure a callback follows. */
export interface MonitorConfig {
  /** A figure of the epoch: `val_loss`, `accuracy`, …. Default `val_loss`. */
  readonly monitor?: string;
  /** What counts as better. Default: less for losses and errors, more for everything else. */
  readonly mode?: "min" | "max";
  /** Least change that counts, at least 0. Default 0. */
  readonly minDelta?: number;
}

/** Figures of which less is better, by the end of their name. */
const LESS = /(loss|error|mae|mse|rmse)$/i;

/** Remembers the best value of a figure. */
export class Monitor {
  /** Undefined before the first epoch. */
  best: number | undefined;
  readonly #name: string;
  readonly #where: string;
  readonly #sign: 1 | -1;
  readonly #minDelta: number;

  constructor({ monitor = "val_loss", mode, minDelta = 0 }: MonitorConfig, where: string) {
    this.#where = where;
    this.#name = monitor;
    this.#sign = (mode ?? (LESS.test(monitor) ? "min" : "max")) === "min" ? -1 : 1;
    this.#minDelta = minDelta;
  }

  /** Takes in the figures of an epoch; true when they are the best so far. @throws without the figure */
  improves(logs: Logs): boolean {
    const value = logs[this.#name];
    if (value === undefined) {
      const known = Object.keys(logs).join(", ");
      throw new RangeError(
        `${this.#where}: monitor: expected one of ${known}, got ${JSON.stringify(this.#name)}`,
      );
    }
    const better =
      this.best === undefined
        ? !Number.isNaN(value)
        : this.#sign * (value - this.best) > this.#minDelta;
    if (better) this.best = value;
    return better;
  }
}

/** Reads options of a callback that follows a figure. @throws for those that do not hold */
export function readMonitored<Config extends MonitorConfig>(
  where: string,
  config: Config,
  read: (config: Config) => void,
  checks: Record<string, (value: unknown, where: string) => void> = {},
): void {
  const all = {
    monitor: expectText,
    mode: (value: unknown, place: string) => expectMember(value, ["min", "max"], place),
    minDelta: expectNonNegative,
    ...checks,
  };
  withOptions(
    where,
    config,
    (options: Config) => {
      const { monitor: _monitor, mode: _mode, minDelta: _minDelta } = options;
      read(options);
    },
    all as object,
  );
}

function expectText(value: unknown, where: string): void {
  if (typeof value !== "string") throw new TypeError(`${where}: expected the name of a figure`);
}

import { show } from "@kindling/core";
import { isRecord } from "../check.ts";
import type { Callback, CallbackState, History } from "./callbacks.ts";
import type { SavedTotals, Totals } from "./totals.ts";

/** How far a `fit` has come, so that it can go on. */
export class Progress {
  /** Epochs that are done, and batches of the one under way. */
  epoch = 0;
  batch = 0;
  /** A callback wants no further epoch. */
  stopped = false;
  readonly history: History = { epoch: [], history: {} };
  /** Of the epoch under way. */
  readonly totals: Totals;
  readonly callbacks: readonly Callback[];
  #states: ReadonlyMap<string, CallbackState> = new Map();

  /** @throws for two callbacks of one name, whose states could not be told apart */
  constructor(totals: Totals, callbacks: readonly Callback[] = []) {
    this.totals = totals;
    this.callbacks = callbacks;
    if (!Array.isArray(callbacks)) {
      throw new TypeError(`fit: callbacks: expected an array of them, got ${show(callbacks)}`);
    }
    const names = callbacks.flatMap(({ name }) => name ?? []);
    const twice = names.find((name, i) => names.indexOf(name) < i);
    if (twice !== undefined) {
      throw new RangeError(
        `fit: callbacks: expected a name of its own for each, got "${twice}" twice`,
      );
    }
  }

  /** Gives the callbacks the states that they had, by name. */
  restoreCallbacks(): void {
    for (const callback of this.callbacks) {
      const state = this.#states.get(callback.name ?? "");
      if (state) callback.restore?.(state);
    }
  }

  /** By name, of the callbacks that have one. */
  states(): Map<string, CallbackState> {
    return new Map(
      this.callbacks.flatMap((callback) => {
        const { name } = callback;
        const state = name === undefined ? undefined : callback.state?.();
        return state && name !== undefined ? [[name, state] as const] : [];
      }),
    );
  }

  toJSON(): SavedProgress {
    const { epoch, batch, stopped, history, totals } = this;
    return {
      epoch,
      batch,
      stopped,
      epochs: history.epoch,
      history: Object.fromEntries(
        Object.entries(history.history).map(([name, values]) => [name, values.map(writable)]),
      ),
      totals: totals.toJSON(),
    };
  }

  restore(saved: SavedProgress, states: ReadonlyMap<string, CallbackState>): void {
    this.#states = states;
    this.epoch = saved.epoch;
    this.batch = saved.batch;
    this.stopped = saved.stopped;
    this.history.epoch.push(...saved.epochs);
    for (const [name, values] of Object.entries(saved.history)) {
      this.history.history[name] = values.map(Number);
    }
    this.totals.restore(saved.totals);
  }
}

/** The same as plain JSON; numbers that are not finite as texts. */
export interface SavedProgress {
  readonly epoch: number;
  readonly batch: number;
  readonly stopped: boolean;
  readonly epochs: readonly number[];
  readonly history: Readonly<Record<string, readonly (number | string)[]>>;
  readonly totals: SavedTotals;
}

function writable(value: number): number | string {
  return Number.isFinite(value) ? value : `${value}`;
}

/** True for what {@link Progress.toJSON} writes. */
export function isProgress(value: unknown): value is SavedProgress {
  if (!isRecord(value)) return false;
  const { epoch, batch, stopped, epochs, history, totals } = value;
  const isCount = (each: unknown): boolean => Number.isSafeInteger(each) && (each as number) >= 0;
  const isNumbers = (list: unknown): boolean =>
    Array.isArray(list) &&
    list.every((each) => typeof each === "number" || !Number.isFinite(+each));
  return (
    isCount(epoch) &&
    isCount(batch) &&
    typeof stopped === "boolean" &&
    Array.isArray(epochs) &&
    epochs.every(isCount) &&
    isRecord(history) &&
    Object.values(history).every(isNumbers) &&
    isRecord(totals) &&
    isNumbers(totals.counted) &&
    isNumbers(totals.losses) &&
    Array.isArray(totals.sums) &&
    totals.sums.every(isNumbers)
  );
}

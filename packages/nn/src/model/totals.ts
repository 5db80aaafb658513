import type { Shape } from "@kindling/core";
import type { JudgedBinding } from "./bind-network.ts";
import type { Logs } from "./callbacks.ts";
import { type Judges, metricsOfAll, sumsOf } from "./judges.ts";

/** Totals as plain JSON; numbers that are not finite as texts. */
export interface SavedTotals {
  readonly counted: readonly number[];
  readonly losses: readonly (number | string)[];
  readonly sums: readonly (readonly (number | string)[])[];
}

/** Sums over samples of the losses and of what the metrics are made of, and the figures from them. */
export class Totals {
  readonly #judges: readonly Judges[];
  readonly #names: readonly string[];
  /** Of each output, the samples taken in: of masked ones the parts that count. */
  readonly #counted: Float64Array;
  /** Σ loss of each output, times its samples. */
  readonly #losses: Float64Array;
  /** Of every metric of every output. */
  readonly #sums: readonly Float64Array[];

  /** @param names those that {@link namesOf} gives */
  constructor(judges: readonly Judges[], outputs: readonly Shape[], names: readonly string[]) {
    this.#judges = judges;
    this.#names = names;
    this.#counted = new Float64Array(judges.length);
    this.#losses = new Float64Array(judges.length);
    this.#sums = judges.flatMap((each, i) =>
      metricsOfAll(each).map((metric) => sumsOf(metric, outputs[i]!)),
    );
  }

  reset(): void {
    // A few numbers: `fill` takes 18 ns whatever their length.
    for (let i = 0; i < this.#counted.length; i++) this.#counted[i] = this.#losses[i] = 0;
    for (const sums of this.#sums) sums.fill(0);
  }

  /** Takes in the batch that ran last. */
  add({ judged }: JudgedBinding): void {
    let at = 0;
    for (let i = 0; i < judged.length; i++) {
      const { loss, counted, sums } = judged[i]!;
      this.#counted[i]! += counted[0]!;
      this.#losses[i]! += counted[0]! * loss.data[0]!;
      for (let j = 0; j < sums.length; j++) {
        const into = this.#sums[at++]!;
        const from = sums[j]!;
        for (let k = 0; k < into.length; k++) into[k]! += from[k]!;
      }
    }
  }

  /** The loss, with several outputs that of each, and the metrics of each. */
  logs(): Logs {
    const logs: Record<string, number> = { loss: 0 };
    const several = this.#judges.length > 1;
    let name = 1;
    let at = 0;
    for (let i = 0; i < this.#judges.length; i++) {
      const { lossWeight } = this.#judges[i]!;
      const loss = this.#losses[i]! / this.#counted[i]!;
      logs.loss! += lossWeight * loss;
      if (several) logs[this.#names[name++]!] = loss;
      for (const metric of metricsOfAll(this.#judges[i]!)) {
        logs[this.#names[name++]!] = metric.value(this.#sums[at++]!);
      }
    }
    return logs as Logs;
  }

  toJSON(): SavedTotals {
    const plain = (values: Float64Array) =>
      Array.from(values, (value) => (Number.isFinite(value) ? value : `${value}`));
    return {
      counted: [...this.#counted],
      losses: plain(this.#losses),
      sums: this.#sums.map(plain),
    };
  }

  restore({ counted, losses, sums }: SavedTotals): void {
    this.#counted.set(counted);
    this.#losses.set(losses.map(Number));
    for (const [i, values] of this.#sums.entries()) values.set((sums[i] ?? []).map(Number));
  }
}

/** The losses of all outputs together. */
export function lossOf({ judged }: JudgedBinding): number {
  let sum = 0;
  for (let i = 0; i < judged.length; i++) {
    const { loss, lossWeight } = judged[i]!;
    sum += lossWeight * loss.data[0]!;
  }
  return sum;
}

/**
 * The names of figures; with several outputs they begin with the output's path.
 *
 * @throws for metrics of one name, or of the name "loss"
 */
export function namesOf(judges: readonly Judges[], outputs: readonly string[]): string[] {
  const several = judges.length > 1;
  const names = judges.flatMap((each, i) => {
    const own = [...(several ? ["loss"] : []), ...metricsOfAll(each).map(({ name }) => name)];
    return several ? own.map((name) => `${outputs[i]}_${name}`) : own;
  });
  const taken = new Set(["loss"]);
  for (const name of names) {
    if (taken.has(name)) {
      throw new RangeError(
        `compile: metrics: expected a name of its own for each, other than "loss", got "${name}" twice`,
      );
    }
    taken.add(name);
  }
  return ["loss", ...names];
}

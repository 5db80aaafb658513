import { expectFunction, expectKnown, expectPositive } from "../check.ts";
import type { Callback, FitParams } from "../model/callbacks.ts";

/** Options of {@link progress}. */
export interface ProgressConfig {
  /** Gets a line of text. Default `console.log`. */
  readonly write?: (line: string) => void;
  /** An epoch that takes longer has a line every so many seconds, too. Default 10. */
  readonly everySeconds?: number;
}

/**
 * A line for every epoch: its number, seconds, and figures; within long ones how far they have come,
 * and the figures of the last batch.
 *
 * @throws for a time that is not above 0
 * @example
 * const lines: string[] = [];
 * await model.fit(x, y, { callbacks: [progress({ write: (line) => void lines.push(line) })] });
 * lines[0].startsWith("epoch 1/1") // true
 */
export function progress(config: ProgressConfig = {}): Callback {
  expectKnown("progress", config, ["write", "everySeconds"]);
  const { write = console.log, everySeconds = 10 } = config;
  expectFunction(write, "progress: write");
  expectPositive(everySeconds, "progress: everySeconds");
  let params: FitParams;
  let epoch = 0;
  let [begun, due] = [0, 0];
  const line = (place: string, figures: string): void => {
    const seconds = ((performance.now() - begun) / 1000).toFixed(1);
    write(`epoch ${epoch + 1}/${params.epochs}  ${place}${seconds} s  ${figures}`);
  };
  return {
    onTrainBegin(given) {
      params = given;
      begin();
    },
    onEpochBegin(next) {
      epoch = next;
      begin();
    },
    onBatchEnd(batch, { batch: _batch, size: _size, ...logs }) {
      if (performance.now() < due) return;
      due = performance.now() + 1000 * everySeconds;
      const of = Number.isFinite(params.batches) ? `/${params.batches}` : "";
      line(`batch ${batch + 1}${of}  `, figuresOf(logs));
    },
    onEpochEnd(done, logs) {
      epoch = done;
      line("", figuresOf(logs));
    },
  };

  function begin(): void {
    begun = performance.now();
    due = begun + 1000 * everySeconds;
  }
}

function figuresOf(logs: Record<string, number>): string {
  return Object.entries(logs)
    .map(([name, value]) => `${name} ${Number(value.toPrecision(4))}`)
    .join("  ");
}

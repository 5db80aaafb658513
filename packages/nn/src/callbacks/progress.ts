import { expectFunction } from "../check.ts";
import type { Callback, Logs } from "../model/callbacks.ts";

/** Options of {@link progress}. */
export interface ProgressConfig {
  /** Gets a line of text. Default `console.log`. */
  readonly write?: (line: string) => void;
}

/**
 * A line for every epoch: its number, seconds, and figures.
 *
 * @example
 * const lines: string[] = [];
 * await model.fit(x, y, { callbacks: [progress({ write: (line) => void lines.push(line) })] });
 * lines[0].startsWith("epoch 1/1") // true
 */
export function progress({ write = console.log }: ProgressConfig = {}): Callback {
  expectFunction(write, "progress: write");
  let epochs = 0;
  let begun = 0;
  return {
    onTrainBegin(params) {
      epochs = params.epochs;
    },
    onEpochBegin() {
      begun = performance.now();
    },
    onEpochEnd(epoch, logs) {
      const seconds = ((performance.now() - begun) / 1000).toFixed(1);
      write(`epoch ${epoch + 1}/${epochs}  ${seconds} s  ${figures(logs)}`);
    },
  };
}

function figures(logs: Logs): string {
  return Object.entries(logs)
    .map(([name, value]) => `${name} ${Number(value.toPrecision(4))}`)
    .join("  ");
}

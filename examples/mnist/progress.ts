import type { Callback } from "@kindling/nn";
import cliProgress from "cli-progress";

// CommonJS: Node finds only some of the names by itself.
const { Format, Presets, SingleBar } = cliProgress;

/** A callback that shows the training; `stop` gives the terminal back, after an error too. */
export interface Progress extends Callback {
  stop(): void;
}

/** Lines of an epoch where there is no terminal to draw a bar on. */
const LINES = 4;

/**
 * Shows a training as a bar per epoch on a terminal, and as plain lines elsewhere. Ctrl-C stops it
 * between two steps.
 *
 * @example await watch(process.stdout, (watched) => model.fit(x, y, { epochs: 5, ...watched }))
 */
export async function watch<T>(
  stream: NodeJS.WriteStream,
  train: (options: { callbacks: Callback[]; signal: AbortSignal }) => Promise<T>,
): Promise<T> {
  const progress = stream.isTTY ? bar(stream) : plainLines((line) => stream.write(`${line}\n`));
  const controller = new AbortController();
  const interrupt = () => controller.abort(new Error("interrupted"));
  process.once("SIGINT", interrupt);
  try {
    return await train({ callbacks: [progress], signal: controller.signal });
  } finally {
    process.off("SIGINT", interrupt);
    progress.stop();
  }
}

/** One bar per epoch: loss, accuracy and speed of the epoch so far. */
function bar(stream: NodeJS.WriteStream): Progress {
  const meter = new Meter();
  const drawing = new SingleBar(
    {
      stream,
      barsize: 16,
      hideCursor: true,
      format: (options, { progress }) =>
        `${meter.place} ${Format.BarFormat(progress, options)} ${meter.figures}`,
    },
    Presets.shades_classic,
  );
  return {
    onTrainBegin: ({ epochs, batches }) => meter.begin(epochs, batches),
    onEpochBegin(epoch) {
      meter.restart(epoch);
      drawing.start(meter.batches, 0);
    },
    onBatchEnd(batch, logs) {
      meter.add(logs);
      drawing.update(batch + 1);
    },
    onEpochEnd: () => drawing.stop(),
    stop: () => drawing.stop(),
  };
}

/** A line when training begins, then a few per epoch. */
export function plainLines(write: (line: string) => void, now = () => performance.now()): Progress {
  const meter = new Meter(now);
  return {
    onTrainBegin({ epochs, samples, batches, batchSize }) {
      meter.begin(epochs, batches);
      const images = samples.toLocaleString("en");
      write(`training on ${images} images: ${epochs} epochs of ${batches} batches of ${batchSize}`);
    },
    onEpochBegin: (epoch) => meter.restart(epoch),
    onBatchEnd(batch, logs) {
      meter.add(logs);
      const part = Math.floor(((batch + 1) * LINES) / meter.batches);
      if (part === Math.floor((batch * LINES) / meter.batches)) return;
      const percent = `${Math.floor((100 * (batch + 1)) / meter.batches)}`.padStart(3);
      write(`${meter.place} ${percent} %  ${meter.figures}`);
    },
    stop() {},
  };
}

/** Means over the samples of the epoch so far, and how many there were per second. */
class Meter {
  readonly #now: () => number;
  batches = 0;
  #epochs = 0;
  #epoch = 0;
  #start = 0;
  #samples = 0;
  #loss = 0;
  #accuracy = 0;

  constructor(now = () => performance.now()) {
    this.#now = now;
  }

  begin(epochs: number, batches: number): void {
    this.#epochs = epochs;
    this.batches = batches;
  }

  restart(epoch: number): void {
    this.#epoch = epoch;
    this.#start = this.#now();
    this.#samples = this.#loss = this.#accuracy = 0;
  }

  add({ size, loss, accuracy = 0 }: { size: number; loss: number; accuracy?: number }): void {
    this.#samples += size;
    this.#loss += size * loss;
    this.#accuracy += size * accuracy;
  }

  get place(): string {
    return `epoch ${`${this.#epoch + 1}`.padStart(`${this.#epochs}`.length)}/${this.#epochs}`;
  }

  get figures(): string {
    const samples = Math.max(1, this.#samples);
    const seconds = (this.#now() - this.#start) / 1000;
    const rate = seconds > 0 ? Math.round(this.#samples / seconds) : 0;
    return [
      `loss ${(this.#loss / samples).toFixed(4)}`,
      `accuracy ${(this.#accuracy / samples).toFixed(4)}`,
      `${rate.toLocaleString("en")} samples/s`,
    ].join("  ");
  }
}

import { PassThrough } from "node:stream";
import type { Callback, Training } from "@kindling/nn";
import { describe, expect, it } from "vitest";
import { plainLines, watch } from "./progress.ts";

/** What these callbacks do not look at. */
const unseen = {} as Training;

/** Two epochs of `batches` batches; loss 1, 2, 3, …; the last batch is half as large. */
function train(progress: Callback, batches: number, tick = () => {}): void {
  progress.onTrainBegin?.({ epochs: 2, samples: 4 * batches - 2, batchSize: 4, batches }, unseen);
  for (let epoch = 0; epoch < 2; epoch++) {
    progress.onEpochBegin?.(epoch);
    for (let batch = 0; batch < batches; batch++) {
      tick();
      const size = batch === batches - 1 ? 2 : 4;
      progress.onBatchEnd?.(batch, { batch, size, loss: batch + 1, accuracy: 0.5 });
    }
    progress.onEpochEnd?.(epoch, { loss: 1 });
  }
  progress.onTrainEnd?.();
}

describe("plainLines", () => {
  it("writes a line at the start and four per epoch, with the means so far", () => {
    const lines: string[] = [];
    let milliseconds = 0;
    const progress = plainLines(
      (line) => lines.push(line),
      () => milliseconds,
    );
    train(progress, 8, () => {
      milliseconds += 2;
    });
    // 4 images in 2 ms are 2,000/s. Means: (1+2)/2, …, and (4·(1+…+7) + 2·8)/30 = 128/30.
    const epoch = [
      " 25 %  loss 1.5000  accuracy 0.5000  2,000 samples/s",
      " 50 %  loss 2.5000  accuracy 0.5000  2,000 samples/s",
      " 75 %  loss 3.5000  accuracy 0.5000  2,000 samples/s",
      "100 %  loss 4.2667  accuracy 0.5000  1,875 samples/s",
    ];
    expect(lines).toEqual([
      "training on 30 images: 2 epochs of 8 batches of 4",
      ...epoch.map((line) => `epoch 1/2 ${line}`),
      ...epoch.map((line) => `epoch 2/2 ${line}`),
    ]);
  });

  it("writes one line per batch when there are fewer than four, and at most four otherwise", () => {
    for (const batches of [1, 2, 3, 5, 7, 1875]) {
      const lines: string[] = [];
      train(
        plainLines((line) => lines.push(line)),
        batches,
      );
      expect(lines).toHaveLength(1 + 2 * Math.min(4, batches));
      expect(lines.at(-1)).toMatch(/^epoch 2\/2 100 % {2}loss /);
    }
  });
});

describe("watch", () => {
  const terminal = () =>
    Object.assign(new PassThrough(), { isTTY: true, columns: 80 }) as PassThrough &
      NodeJS.WriteStream;
  const HIDE = "\u001b[?25l";
  const SHOW = "\u001b[?25h";

  it("writes plain lines where there is no terminal", async () => {
    const stream = new PassThrough() as PassThrough & NodeJS.WriteStream;
    await watch(stream, async ({ callbacks }) => train(callbacks[0]!, 8));
    const text: string = stream.read().toString();
    expect(text).not.toContain("\u001b");
    expect(text.split("\n")).toHaveLength(10);
  });

  it("draws a bar per epoch on a terminal, and gives the cursor back", async () => {
    const stream = terminal();
    await watch(stream, async ({ callbacks }) => train(callbacks[0]!, 8));
    const text: string = stream.read().toString();
    for (const epoch of ["epoch 1/2 ", "epoch 2/2 "]) {
      expect(text).toContain(`${epoch}${"█".repeat(16)} loss 4.2667  accuracy 0.5000`);
    }
    expect(text.lastIndexOf(SHOW)).toBeGreaterThan(text.lastIndexOf(HIDE));
  });

  it("gives the cursor back when training fails", async () => {
    const stream = terminal();
    const training = watch(stream, async ({ callbacks: [progress] }) => {
      await progress!.onTrainBegin?.({ epochs: 1, samples: 4, batchSize: 1, batches: 4 }, unseen);
      await progress!.onEpochBegin?.(0);
      throw new Error("loss is not finite");
    });
    await expect(training).rejects.toThrow("loss is not finite");
    const text: string = stream.read().toString();
    expect(text.lastIndexOf(SHOW)).toBeGreaterThan(text.lastIndexOf(HIDE));
  });

  it("turns Ctrl-C into an aborted signal, while training only", async () => {
    const before = process.listeners("SIGINT").length;
    const aborted = await watch(
      new PassThrough() as PassThrough & NodeJS.WriteStream,
      async ({ signal }) => {
        process.listeners("SIGINT").at(-1)!("SIGINT");
        return signal.aborted;
      },
    );
    expect(aborted).toBe(true);
    expect(process.listeners("SIGINT")).toHaveLength(before);
  });
});

import {
  type Batch, type Callback, dense, loadModel, type Model, meanMetric, modelCheckpoint, sequential, sgd,
} from "@kindling/nn"; // biome-ignore format: names
import { describe, expect, it } from "vitest";

/** The net y = w·x with w = 1: the gradient of a sample is 2·(x − t)·x. */
function line(): Model {
  const model = sequential({
    inputShape: [1],
    layers: [dense({ units: 1, useBias: false, kernelInitializer: "ones" })],
  });
  model.compile({ optimizer: sgd({ learningRate: 0.5 }), loss: "meanSquaredError" });
  return model;
}

describe("fitDataset", () => {
  const batches: Batch[] = [[[1], [0]], [[2, 3], [0, 0]]]; // biome-ignore format: one line
  const read = async (dataset: Parameters<Model["fitDataset"]>[0], options = {}) => {
    const model = line();
    const seen: number[] = [];
    const x = meanMetric("x", ({ target }) => ({ rows: target.size, value: () => 0 }));
    model.compile({
      optimizer: sgd({ learningRate: 1e-9 }),
      loss: "meanSquaredError",
      metrics: [x],
    });
    const callback = {
      onBatchEnd: (_: number, { size }: { size: number }) => void seen.push(size),
    };
    const { history } = await model.fitDataset(dataset, { ...options, callbacks: [callback] });
    return { seen, loss: history.loss!.map((loss) => Math.round(loss * 1e3) / 1e3) };
  };
  const mean = Math.round(((1 + 4 + 9) / 3) * 1e3) / 1e3;

  it("takes arrays, generators, and async iterators, over samples of batches of any size", async () => {
    const twice = { seen: [1, 2, 1, 2], loss: [mean, mean] };
    expect(await read(batches, { epochs: 2 })).toEqual(twice);
    expect(await read(() => batches.values(), { epochs: 2 })).toEqual(twice);
    const slowly = async function* () {
      for (const batch of batches) {
        await new Promise((resolve) => setTimeout(resolve, 1));
        yield batch;
      }
    };
    expect(await read(slowly, { epochs: 2 })).toEqual(twice);
  });

  it("reads on what can be read once only, epoch by epoch", async () => {
    const endless = (function* (): Generator<Batch> {
      for (;;) yield* batches;
    })();
    const options = { epochs: 2, batchesPerEpoch: 3 };
    expect((await read(endless, options)).seen).toEqual([1, 2, 1, 2, 1, 2]);
    await expect(read(batches.values(), { epochs: 2 })).rejects.toThrow(
      "fitDataset: epoch 1: expected batches, got none; give a function that makes them anew for each epoch",
    );
  });

  it("lets go of what it has not read to the end", async () => {
    let closed = 0;
    const opened = function* (): Generator<Batch> {
      try {
        for (;;) yield* batches;
      } finally {
        closed++;
      }
    };
    await read(opened, { epochs: 2, batchesPerEpoch: 1 });
    expect(closed).toBe(2);
  });

  it("weighs samples, and validates", async () => {
    const model = line();
    const { history } = await model.fitDataset([[[1, 2], [0, 0], [3, 0]]], {
      validationData: [[0], [0], [1]],
    }); // biome-ignore format: one line
    expect(history).toEqual({ loss: [1.5], val_loss: [0] });
  });

  it("says which batch does not fit, and what is none", async () => {
    await expect(read([[[[1, 2]], [0]]])).rejects.toThrow(
      "fitDataset: epoch 0, batch 0: x: expected [batch, 1], got [1, 2]",
    );
    await expect(read(5 as never)).rejects.toThrow(
      "fitDataset: expected batches [x, y], such as an array or a generator of them, got 5",
    );
  });
});

/** One batch after another, each in a turn of its own. */
async function* slowly(batches: Iterable<Batch>): AsyncGenerator<Batch> {
  for (const batch of batches) {
    await new Promise((resolve) => setImmediate(resolve));
    yield batch;
  }
}

/** Counts how often it is let go of. */
function opened(batches: Iterable<Batch>, closed: { count: number }): Generator<Batch> {
  return (function* () {
    try {
      yield* batches;
    } finally {
      closed.count++;
    }
  })();
}

// y = w·x at w = 1 and targets 0: the loss of a sample is x².
const weighted: Batch[] = [[[1], [0], [2]], [[2, 3], [0, 0], [0, 1]]]; // biome-ignore format: one line
const figures = { loss: (2 * 1 + 0 * 4 + 1 * 9) / 3, mae: (1 + 2 + 3) / 3 };

function judged(): Model {
  const model = line();
  model.compile({ optimizer: sgd({ learningRate: 1e-9 }), loss: "meanSquaredError", metrics: ["mae"] }); // biome-ignore format: one line
  return model;
}

describe("evaluateDataset", () => {
  it.each<[string, () => Parameters<Model["evaluateDataset"]>[0]]>([
    ["an array", () => weighted],
    ["a generator", () => weighted.values()],
    ["an async iterator", () => slowly(weighted)],
    ["a function", () => () => slowly(weighted)],
  ])("takes %s, and counts samples by their weights, whatever their batches", async (_, make) => {
    const model = judged();
    const got = await model.evaluateDataset(make());
    expect(got.loss).toBeCloseTo(figures.loss, 6);
    expect(got.mae).toBeCloseTo(figures.mae, 6);
    const all = model.evaluate([1, 2, 3], [0, 0, 0], { sampleWeight: [2, 0, 1] });
    expect(got.loss).toBeCloseTo(all.loss, 6);
  });

  it("takes so many batches of those that do not end, and lets go of them", async () => {
    const closed = { count: 0 };
    const endless = function* (): Generator<Batch> {
      for (;;) yield* weighted;
    };
    const { loss } = await judged().evaluateDataset(() => opened(endless(), closed), {
      batches: 3,
    });
    expect(loss).toBeCloseTo((2 + 0 + 9 + 2) / 4, 6);
    expect(closed.count).toBe(1);
  });

  it("stops at an abort, and is used in the middle of a fit", async () => {
    const [controller, closed] = [new AbortController(), { count: 0 }];
    const reason = new Error("enough");
    const endless = function* (): Generator<Batch> {
      for (let i = 0; ; i++) {
        if (i === 5) controller.abort(reason);
        yield* weighted;
      }
    };
    const run = judged().evaluateDataset(() => opened(endless(), closed), { signal: controller.signal }); // biome-ignore format: one line
    await expect(run).rejects.toBe(reason);
    expect(closed.count).toBe(1);
    const [model, losses] = [judged(), [] as number[]];
    const look: Callback = {
      async onBatchEnd() {
        losses.push((await model.evaluateDataset(slowly(weighted))).loss);
      },
    };
    await model.fit([1], [0], { epochs: 2, callbacks: [look] });
    for (const loss of losses) expect(loss).toBeCloseTo(figures.loss, 6);
    expect(losses.length).toBe(2);
  });

  it("says what is wrong", async () => {
    const run = (...args: Parameters<Model["evaluateDataset"]>) =>
      judged().evaluateDataset(...args);
    await expect(run([])).rejects.toThrow("evaluateDataset: expected batches, got none");
    await expect(run(5 as never)).rejects.toThrow("evaluateDataset: expected batches [x, y], such as an array or a generator of them, got 5"); // biome-ignore format: one line
    await expect(run([...weighted, [[1, 2], [0]]])).rejects.toThrow("evaluateDataset, batch 2: y: expected 2 targets"); // biome-ignore format: one line
    await expect(run(weighted, { batches: 0 })).rejects.toThrow("evaluateDataset: batches: expected a whole number, at least 1, got 0"); // biome-ignore format: one line
    const model = sequential({ inputShape: [1], layers: [dense({ units: 1 })] });
    await expect(model.evaluateDataset(weighted)).rejects.toThrow("evaluateDataset: expected a compiled model"); // biome-ignore format: one line
  });
});

describe("validationData as a stream", () => {
  const fit = (options: Parameters<Model["fit"]>[2]) => judged().fit([1], [0], options);

  it("is made for each epoch by a function, in fit and in fitDataset", async () => {
    const epochs: number[] = [];
    const validationData = (epoch: number) => {
      epochs.push(epoch);
      return slowly(weighted);
    };
    const runs = [
      await fit({ epochs: 2, validationData }),
      await judged().fitDataset([[[1], [0]]], { epochs: 2, validationData }),
    ];
    for (const { history } of runs) {
      for (const loss of history.val_loss!) expect(loss).toBeCloseTo(figures.loss, 6);
      for (const mae of history.val_mae!) expect(mae).toBeCloseTo(figures.mae, 6);
    }
    expect(epochs).toEqual([0, 1, 0, 1]);
  });

  it("is read on where it can be read once only", async () => {
    const endless = (function* (): Generator<Batch> {
      for (let i = 1; ; i++) yield [[i], [0]];
    })();
    const { history } = await fit({ epochs: 2, validationData: endless, validationBatches: 2 });
    expect(history.val_mae![0]).toBeCloseTo(1.5, 6);
    expect(history.val_mae![1]).toBeCloseTo(3.5, 6);
    await expect(fit({ epochs: 2, validationData: weighted.values() })).rejects.toThrow(
      "fit: validationData: epoch 1: expected batches, got none; give a function that makes them anew for each epoch",
    );
  });

  it("goes on with the epoch where a training resumes", async () => {
    const validationData = function* (epoch: number): Generator<Batch> {
      yield [[epoch + 1], [0]];
    };
    const files: Uint8Array[] = [];
    const keep = () => modelCheckpoint({ save: (bytes) => void files.push(bytes) });
    const whole = await fit({ epochs: 3, validationData, callbacks: [keep()] });
    const model = await loadModel(files[0]!);
    const resumed = await model.fit([1], [0], { epochs: 3, validationData, callbacks: [keep()], resume: true }); // biome-ignore format: one line
    expect(resumed.history).toEqual(whole.history);
    expect(whole.history.val_mae!.map(Math.round)).toEqual([1, 2, 3]);
  });

  it("is let go of at an abort", async () => {
    const [controller, closed] = [new AbortController(), { count: 0 }];
    const validationData = () =>
      opened((function* (): Generator<Batch> {
        controller.abort();
        yield* weighted;
      })(), closed); // biome-ignore format: a generator
    await expect(fit({ validationData, signal: controller.signal })).rejects.toThrow(/abort/);
    expect(closed.count).toBe(1);
  });

  it("says what is wrong, an option without effect included", async () => {
    await expect(fit({ validationData: 5 as never })).rejects.toThrow("fit: validationData: expected batches [x, y]"); // biome-ignore format: one line
    await expect(fit({ validationData: () => [[[[1, 2]], [0]]] })).rejects.toThrow("fit: validationData: epoch 0, batch 0: x: expected [batch, 1], got [1, 2]"); // biome-ignore format: one line
    await expect(fit({ validationData: [[1], [0]], validationBatches: 1 })).rejects.toThrow("fit: validationBatches: expected batches as they come in validationData, got samples"); // biome-ignore format: one line
    await expect(fit({ validationBatches: 1 })).rejects.toThrow("got none");
    await expect(fit({ validationData: () => weighted, validationSplit: 0.5 })).rejects.toThrow("got both"); // biome-ignore format: one line
  });
});

import {
  adam,
  type Callback,
  dense,
  dropout,
  type Loss,
  type Metric,
  type Model,
  meanMetric,
  meanSquaredError,
  type Optimizer,
  sequential,
  sgd,
} from "@kindling/nn";
import { describe, expect, it } from "vitest";

/** Counts the steps and leaves the weights alone. */
function standstill(steps: number[] = []): Optimizer {
  return {
    type: "standstill",
    config: { learningRate: 1 },
    slots: [],
    bind:
      ({ clock }) =>
      () =>
        void steps.push(clock.step),
  };
}

/** Calls back with the first output and the first target of every batch. */
function watch(see: (y: number, target: number) => void): Metric {
  return meanMetric("mean", ({ y, target }) => ({
    rows: y.size,
    value: (row) => {
      if (row === 0) see(y.data[y.offset]!, target.data[target.offset]!);
      return y.data[y.offset + row]!;
    },
  }));
}

const ignore = (): void => {};

/** The net y = Σ x: all weights 1, all biases 0. */
function sumNet(width = 1, seed = 0): Model {
  return sequential({
    inputShape: [width],
    seed,
    layers: [dense({ units: 1, kernelInitializer: "ones", biasInitializer: "zeros" })],
  });
}

describe("figures over batches of different sizes", () => {
  // y = x and t = 0: the loss of a sample is x². Batches of 2 over 1 … 5 have the losses 2.5, 12.5
  // and 25, whose plain mean is 13⅓; over samples it is (1 + 4 + 9 + 16 + 25)/5 = 11.
  const x = [1, 2, 3, 4, 5];
  const zeros = x.map(() => 0);
  const compiled = (): Model => {
    const model = sumNet();
    model.compile({
      optimizer: standstill(),
      loss: "meanSquaredError",
      metrics: [watch(ignore)],
    });
    return model;
  };

  it("are means over samples", async () => {
    const { history } = await compiled().fit(x, zeros, { batchSize: 2, epochs: 2 });
    expect(history).toEqual({ loss: [11, 11], mean: [3, 3] });
    expect(compiled().evaluate(x, zeros, { batchSize: 2 })).toEqual({ loss: 11, mean: 3 });
  });

  it("of validation are those of the validation data", async () => {
    const { history } = await compiled().fit(x, zeros, {
      batchSize: 2,
      validationData: [
        [10, 20, 30],
        [0, 0, 0],
      ],
    });
    expect(history).toEqual({
      loss: [11],
      mean: [3],
      val_loss: [(100 + 400 + 900) / 3],
      val_mean: [20],
    });
  });
});

describe.each([1, 64])("the order of samples of %d numbers", (width) => {
  const SAMPLES = 8;
  const numbers = Array.from({ length: SAMPLES }, (_, i) => i);

  /** The samples seen in each epoch. Sample i is i/width everywhere, so that its output is i. */
  async function orders(seed: number, shuffle?: boolean): Promise<number[][]> {
    const seen: number[] = [];
    const model = sumNet(width, seed);
    model.compile({
      optimizer: standstill(),
      loss: "meanSquaredError",
      metrics: [
        watch((y, target) => {
          expect(y).toBe(target);
          seen.push(target);
        }),
      ],
    });
    const x = numbers.map((i) => new Array<number>(width).fill(i / width));
    await model.fit(x, numbers, {
      epochs: 3,
      batchSize: 1,
      ...(shuffle !== undefined && { shuffle }),
    });
    return [0, 1, 2].map((epoch) => seen.slice(epoch * SAMPLES, (epoch + 1) * SAMPLES));
  }

  it("is another permutation in every epoch, inputs and targets together", async () => {
    const epochs = await orders(1);
    for (const order of epochs) expect(order.toSorted((a, b) => a - b)).toEqual(numbers);
    expect(new Set([numbers, ...epochs].map(String)).size).toBe(4);
  });

  it("is a function of the seed", async () => {
    expect(await orders(1)).toEqual(await orders(1));
    expect(await orders(1)).not.toEqual(await orders(2));
  });

  it("is kept without shuffle", async () => {
    expect(await orders(1, false)).toEqual([numbers, numbers, numbers]);
  });
});

describe("callbacks", () => {
  it("are awaited, each of them", async () => {
    const events: string[] = [];
    const slowly = async (name: string): Promise<void> => {
      events.push(`${name} …`);
      await new Promise((resolve) => setTimeout(resolve, 2));
      events.push(name);
    };
    const callback: Callback = {
      onTrainBegin: () => slowly("train begins"),
      onEpochBegin: () => slowly("epoch begins"),
      onBatchBegin: () => slowly("batch begins"),
      onBatchEnd: () => slowly("batch ends"),
      onEpochEnd: () => slowly("epoch ends"),
      onTrainEnd: () => slowly("train ends"),
    };
    const model = sumNet();
    const loss = "meanSquaredError";
    const metrics = [watch(() => events.push("step"))];
    model.compile({ optimizer: standstill(), loss, metrics });
    await model.fit([1, 2], [1, 2], { batchSize: 1, callbacks: [callback] });
    events.push("fit resolves");
    const batch = ["batch begins …", "batch begins", "step", "batch ends …", "batch ends"];
    expect(events).toEqual([
      "train begins …",
      "train begins",
      "epoch begins …",
      "epoch begins",
      ...batch,
      ...batch,
      "epoch ends …",
      "epoch ends",
      "train ends …",
      "train ends",
      "fit resolves",
    ]);
  });

  it("get the batch's own figures, whatever the one before evaluates", async () => {
    const model = sumNet();
    const metrics = [watch(ignore)];
    model.compile({ optimizer: standstill(), loss: "meanSquaredError", metrics });
    const seen: object[] = [];
    const evaluates: Callback = { onBatchEnd: () => void model.evaluate([7], [0]) };
    const records: Callback = { onBatchEnd: (_batch, logs) => void seen.push(logs) };
    const { history } = await model.fit([1, 3], [0, 0], {
      batchSize: 1,
      shuffle: false,
      callbacks: [evaluates, records],
    });
    expect(seen).toEqual([
      { batch: 0, size: 1, loss: 1, mean: 1 },
      { batch: 1, size: 1, loss: 9, mean: 3 },
    ]);
    expect(history).toEqual({ loss: [5], mean: [2] });
  });
});

describe("an abort", () => {
  const reason = new Error("enough");
  const x = [1, 2];
  // Two epochs of two steps each. `steps` are those that may have been taken.
  const cases: [string, number, (abort: () => void) => Callback][] = [
    ["in onTrainBegin", 0, (abort) => ({ onTrainBegin: abort })],
    ["in onEpochBegin", 0, (abort) => ({ onEpochBegin: abort })],
    ["in the second onEpochBegin", 2, (abort) => ({ onEpochBegin: (epoch) => epoch === 1 ? abort() : undefined })],
    ["in onBatchBegin", 0, (abort) => ({ onBatchBegin: abort })],
    [
      "in the second onBatchBegin",
      1,
      (abort) => ({ onBatchBegin: (batch) => (batch === 1 ? abort() : undefined) }),
    ],
    ["in onBatchEnd", 1, (abort) => ({ onBatchEnd: abort })],
    ["in the last onBatchEnd of an epoch", 2, (abort) => ({ onBatchEnd: (batch) => batch === 1 ? abort() : undefined })],
    ["in onEpochEnd", 2, (abort) => ({ onEpochEnd: abort })],
    ["in the last onEpochEnd", 4, (abort) => ({ onEpochEnd: (epoch) => epoch === 1 ? abort() : undefined })],
  ]; // biome-ignore format: one line a case

  it.each(cases)("%s lets no step follow", async (_where, taken, callback) => {
    const steps: number[] = [];
    const model = sumNet();
    model.compile({ optimizer: standstill(steps), loss: "meanSquaredError" });
    const controller = new AbortController();
    const training = model.fit(x, x, {
      epochs: 2,
      batchSize: 1,
      signal: controller.signal,
      callbacks: [callback(() => controller.abort(reason))],
    });
    await expect(training).rejects.toBe(reason);
    expect(steps.length).toBe(taken);
  });

  it("stops validation", async () => {
    const controller = new AbortController();
    const validated: number[] = [];
    const metric = watch((_y, target) => {
      if (target < 10) return;
      validated.push(target);
      controller.abort(reason);
    });
    const steps: number[] = [];
    const ended: number[] = [];
    const model = sumNet();
    model.compile({ optimizer: standstill(steps), loss: "meanSquaredError", metrics: [metric] });
    const training = model.fit(x, x, {
      epochs: 2,
      batchSize: 1,
      validationData: [
        [10, 20, 30],
        [10, 20, 30],
      ],
      signal: controller.signal,
      callbacks: [{ onEpochEnd: (epoch) => void ended.push(epoch) }],
    });
    await expect(training).rejects.toBe(reason);
    expect([steps.length, validated, ended]).toEqual([2, [10], []]);
  });
});

describe("compile", () => {
  it("puts the new loss and metrics into force, for batches of a size that was seen, too", async () => {
    /** The mean of y, with its gradient 1/n. */
    const mean: Loss = {
      ...meanSquaredError(),
      bind: ({ y, dy, loss }) => {
        return () => {
          loss.data[0] = y.data.reduce((sum, value) => sum + value / y.size, 0);
          dy?.data.fill(1 / y.size);
        };
      },
    };
    const model = sumNet();
    const x = [[3], [5]];
    const y = [0, 0];
    model.compile({ optimizer: standstill(), loss: "meanSquaredError", metrics: ["accuracy"] });
    expect(model.trainOnBatch(x, y)).toEqual({ loss: (9 + 25) / 2, accuracy: 0 });
    expect(model.evaluate(x, y)).toEqual({ loss: (9 + 25) / 2, accuracy: 0 });

    model.compile({ optimizer: sgd({ learningRate: 0.5 }), loss: mean, metrics: [watch(ignore)] });
    expect(model.evaluate(x, y)).toEqual({ loss: 4, mean: 4 });
    expect(model.trainOnBatch(x, y)).toEqual({ loss: 4, mean: 4 });
    // dL/dw = (3 + 5)/2, dL/db = 1.
    expect(model.parameters.map(({ value }) => value.data[0])).toEqual([1 - 4 / 2, -1 / 2]);
  });

  it("starts steps and epochs from 0", async () => {
    const clocks: [step: number, epoch: number][] = [];
    const optimizer: Optimizer = {
      ...standstill(),
      bind:
        ({ clock }) =>
        () =>
          void clocks.push([clock.step, clock.epoch]),
    };
    const model = sumNet();
    for (let i = 0; i < 2; i++) {
      model.compile({ optimizer, loss: "meanSquaredError" });
      await model.fit([1, 2], [1, 2], { epochs: 2, batchSize: 1 });
    }
    const training = [[1, 0], [2, 0], [3, 1], [4, 1]]; // biome-ignore format: step, epoch
    expect(clocks).toEqual([...training, ...training]);
  });

  const loss = "meanSquaredError";
  const failure = new Error("does not fit");
  const fail = (): never => {
    throw failure;
  };
  it.each([
    ["an optimizer that does not bind", { optimizer: { ...sgd(), bind: fail }, loss }],
    [
      "a loss that does not fit",
      { optimizer: sgd(), loss: { ...meanSquaredError(), target: fail } },
    ],
    ["an unknown metric", { optimizer: sgd(), loss, metrics: ["acc" as "accuracy"] }],
  ] as const)("with %s leaves the training as it was", async (_name, options) => {
    const x = Array.from({ length: 10 }, (_, i) => [Math.sin(i), Math.cos(3 * i)]);
    const y = x.map(([a, b]) => a! * b!);
    const [model, twin] = [0, 1].map(() => {
      const net = sequential({
        inputShape: [2],
        seed: 3,
        layers: [
          dense({ units: 8, activation: "tanh" }),
          dropout({ rate: 0.25 }),
          dense({ units: 1 }),
        ],
      });
      net.compile({ optimizer: adam({ learningRate: 0.05 }), loss, metrics: ["accuracy"] });
      return net;
    }) as [Model, Model];
    for (const net of [model, twin]) await net.fit(x, y, { epochs: 2, batchSize: 4 });
    expect(() => model.compile(options)).toThrow();
    expect(model.toBytes()).toEqual(twin.toBytes());
    const histories = [model, twin].map((net) => net.fit(x, y, { epochs: 2, batchSize: 4 }));
    expect(await histories[0]).toEqual(await histories[1]);
    expect(model.toBytes()).toEqual(twin.toBytes());
  });
});

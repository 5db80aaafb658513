import { cpuUsage } from "node:process";
import {
  type Callback,
  conv2d,
  dense,
  flatten,
  lstm,
  type Model,
  sequential,
  sgd,
} from "@kindling/nn";
import { describe, expect, it } from "vitest";

/** Milliseconds that this process has computed. What else the machine does takes no part in it. */
function computed(): number {
  const { user, system } = cpuUsage();
  return (user + system) / 1000;
}

/** The most that was computed between two turns of the event loop. */
async function longestTurn(run: () => Promise<unknown>): Promise<number> {
  let longest = 0;
  let last = computed();
  let running = true;
  const turn = (): void => {
    const now = computed();
    longest = Math.max(longest, now - last);
    last = now;
    if (running) setImmediate(turn);
  };
  setImmediate(turn);
  await run();
  running = false;
  turn();
  return longest;
}

const SAMPLES = 20_000;
const x = Float32Array.from({ length: SAMPLES * 64 }, (_, i) => ((7 * i) % 13) / 13);
const y = Uint8Array.from({ length: SAMPLES }, (_, i) => i % 10);
const classes = () => dense({ units: 10, activation: "softmax" });

const nets: Record<string, () => Model> = {
  "one layer": () => sequential({ inputShape: [64], layers: [classes()] }),
  "a perceptron": () =>
    sequential({ inputShape: [64], layers: [dense({ units: 64, activation: "relu" }), classes()] }),
  "a convolutional net": () =>
    sequential({
      inputShape: [8, 8, 1],
      layers: [conv2d({ filters: 8, kernelSize: 3, activation: "relu" }), flatten(), classes()],
    }),
  "a recurrent net": () =>
    sequential({ inputShape: [8, 8], layers: [lstm({ units: 16 }), classes()] }),
};

function compiled(net: () => Model): Model {
  const model = net();
  model.compile({
    optimizer: sgd({ learningRate: 1e-3 }),
    loss: "sparseCategoricalCrossentropy",
    metrics: ["accuracy"],
  });
  return model;
}

describe.each(Object.entries(nets))("while %s trains", (_name, net) => {
  it("the event loop has a turn at least every 50 ms, and a timer ends it", async () => {
    const model = compiled(net);
    const begun = computed();
    const enough = new Error("enough");
    const controller = new AbortController();
    const timer = setInterval(() => {
      if (computed() - begun > 400) controller.abort(enough);
    }, 10);
    // One fit that would never end by itself: without turns there is no timer.
    const options = { epochs: 1e9, batchSize: 16, validationSplit: 0.2, signal: controller.signal };
    const longest = await longestTurn(() => expect(model.fit(x, y, options)).rejects.toBe(enough));
    clearInterval(timer);
    expect(longest).toBeLessThan(50);

    // What is left is a model like any other: it predicts, is saved, and trains on.
    expect(model.predict(x.subarray(0, 64)).shape).toEqual([1, 10]);
    expect(model.parameters.every(({ value }) => value.data.every(Number.isFinite))).toBe(true);
    const { epoch } = await model.fit(x.subarray(0, 640), y.subarray(0, 10), { epochs: 2 });
    expect(epoch).toEqual([0, 1]);
  });
});

describe("many short trainings in a row", () => {
  it("give way as one long one does", async () => {
    const model = compiled(nets["one layer"]!);
    const end = computed() + 200;
    const longest = await longestTurn(async () => {
      while (computed() < end) await model.fit(x.subarray(0, 640), y.subarray(0, 10));
    });
    expect(longest).toBeLessThan(50);
  });
});

describe("batches that come at once", () => {
  it("do not keep the event loop waiting", async () => {
    const model = compiled(nets["one layer"]!);
    const end = computed() + 200;
    const batches = function* () {
      while (computed() < end) yield [x.subarray(0, 640), y.subarray(0, 10)] as const;
    };
    expect(await longestTurn(() => model.fitDataset(batches()))).toBeLessThan(50);
  });
});

describe("a loss that is not finite", () => {
  it("leaves the weights of the last good step", async () => {
    const make = (): Model => {
      const model = sequential({ inputShape: [1], layers: [dense({ units: 1, name: "only" })] });
      model.compile({ optimizer: sgd({ learningRate: 1e6 }), loss: "meanSquaredError" });
      return model;
    };
    const [model, twin] = [make(), make()];
    let steps = 0;
    const count: Callback = { onBatchEnd: () => void steps++ };
    const training = model.fit([1, 2], [3, 4], { epochs: 100, shuffle: false, callbacks: [count] });
    await expect(training).rejects.toThrow(/^fit: epoch \d+, batch 0: dense "only": expected/);
    expect(steps).toBeGreaterThan(1);
    for (let i = 0; i < steps; i++) twin.trainOnBatch([1, 2], [3, 4]);
    expect(model.toBytes()).toEqual(twin.toBytes());
    expect(model.parameters.every(({ value }) => value.data.every(Number.isFinite))).toBe(true);
  });
});

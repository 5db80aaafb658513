import {
  dense,
  flatten,
  graph,
  input,
  type Loss,
  loadModel,
  type Model,
  meanSquaredError,
  sequential,
  sgd,
} from "@kindling/nn";
import ndarray from "ndarray";
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

const weight = (model: Model): number => model.parameters[0]!.value.data[0]!;

describe("sample weights", () => {
  it("weigh the loss and the gradient of every sample", () => {
    const model = line();
    // L = ½·(3·1² + 1·2²), dw = ½·(3·2·1 + 1·2·2·2)
    expect(model.trainOnBatch([1, 2], [0, 0], { sampleWeight: [3, 1] })).toEqual({ loss: 3.5 });
    expect(weight(model)).toBe(1 - 0.5 * 7);
  });

  it("of 0 leave a sample out, and change nothing for others in fit and evaluate", async () => {
    const [model, twin] = [line(), line()];
    const options = { batchSize: 2, shuffle: false };
    await model.fit([1, 9, 0.5, 8], [0, 1, 0, 2], { ...options, sampleWeight: [2, 0, 2, 0] });
    await twin.fit([1, 0.5], [0, 0], { ...options, batchSize: 1 });
    expect(weight(model)).toBe(weight(twin));
    const loss = model.evaluate([1, 9], [0, 1], { sampleWeight: [2, 0] });
    expect(loss).toEqual(model.evaluate([1], [0]));
  });

  it("follow their samples through every shuffle and batch", async () => {
    const seen: number[][] = [];
    const spy: Loss = {
      ...meanSquaredError(),
      bind: ({ target, weights, loss }) => {
        return () => {
          loss.data[0] = 0;
          for (let i = 0; i < target.size; i++) seen.push([target.data[i]!, weights!.data[i]!]);
        };
      },
    };
    const model = line();
    model.compile({ optimizer: sgd(), loss: spy });
    const y = Array.from({ length: 10 }, (_, i) => i);
    const sampleWeight = ndarray(
      Float32Array.from(y, (i) => i / 2),
      [10],
    );
    await model.fit(y, y, { epochs: 2, batchSize: 3, sampleWeight });
    expect(seen.length).toBe(20);
    for (const [target, each] of seen) expect(each).toBe(target! / 2);
  });

  it("may go by class: numbers, distributions, or 0 and 1", () => {
    const seen: number[][] = [];
    const spy: Loss = {
      ...meanSquaredError(),
      bind: ({ weights, loss }) => {
        return () => {
          loss.data[0] = 0;
          seen.push(Array.from(weights!.data));
        };
      },
    };
    const classWeight = { 0: 0.5, 2: 3 };
    const model = sequential({ inputShape: [3], layers: [flatten()] });
    model.compile({ optimizer: sgd(), loss: spy });
    const hot = [[1, 0, 0], [0, 1, 0], [0.2, 0.2, 0.6]]; // biome-ignore format: one line
    model.trainOnBatch(hot, hot, { classWeight });
    model.trainOnBatch(hot, hot, { classWeight, sampleWeight: [2, 2, 2] });
    const numbers: Loss = { ...spy, target: () => [], classes: () => 3 };
    model.compile({ optimizer: sgd(), loss: numbers });
    model.trainOnBatch(hot, [2, 1, 0], { classWeight });
    const binary = line();
    binary.compile({ optimizer: sgd(), loss: spy });
    binary.trainOnBatch([1, 2], [0, 1], { classWeight: { 0: 0.25 } });
    expect(seen).toEqual([[0.5, 1, 3], [1, 2, 6], [3, 1, 0.5], [0.25, 1]]); // biome-ignore format: one line
  });

  it("say what is wrong with them", async () => {
    const model = line();
    await expect(model.fit([1, 2], [1, 2], { sampleWeight: [1] })).rejects.toThrow(
      "fit: sampleWeight: expected 2, one for each sample, got 1",
    );
    expect(() => model.evaluate([1], [1], { sampleWeight: [-1] })).toThrow(
      "evaluate: sampleWeight[0]: expected a finite number, at least 0, got -1",
    );
    expect(() => model.trainOnBatch([1], [1], { classWeight: { 0: Number.NaN } })).toThrow(
      "trainOnBatch: classWeight[0]: expected a finite number, at least 0, got NaN",
    );
  });
});

describe("several outputs", () => {
  it("count in the loss by lossWeights, forward and backward", async () => {
    const x = input({ shape: [1] });
    const layer = (name: string) =>
      dense({ units: 1, useBias: false, kernelInitializer: "ones", name });
    const make = (lossWeights?: number[]) => {
      const outputs = [layer("a").apply(x), layer("b").apply(x)];
      const net = graph({ inputs: x, outputs });
      net.compile({
        optimizer: sgd({ learningRate: 1 }),
        loss: "meanSquaredError",
        ...(lossWeights && { lossWeights }),
      });
      return net;
    };
    const net = make([1, 0.25]);
    const figures = net.trainOnBatch([2], [[0], [0]]);
    expect(figures).toEqual({ loss: 4 + 1, a_loss: 4, b_loss: 4 });
    // dw = 2·2·2, and a quarter of it.
    expect(net.parameters.map(({ value }) => value.data[0])).toEqual([-7, -1]);
    const loaded = await loadModel<ReturnType<typeof net.predict>>(net.toBytes());
    const [again, before] = [loaded, net].map((each) => each.evaluate([2], [[0], [0]]));
    expect(again).toEqual(before);
    expect(() => make([1])).toThrow(
      "compile: lossWeights: expected one for each of 2 outputs, got 1",
    );
  });
});

describe("validationSplit", () => {
  it("holds back the last samples, weights and all", async () => {
    const model = line();
    const sampleWeight = [1, 1, 1, 2];
    const { history } = await model.fit([0, 0, 0, 3], [0, 0, 0, 0], {
      validationSplit: 0.25,
      sampleWeight,
    });
    expect(history).toEqual({ loss: [0], val_loss: [18] });
    await expect(model.fit([1], [1], { validationSplit: 0.5 })).rejects.toThrow(
      "fit: validationSplit: expected a share that leaves samples on both sides, got 0.5 of 1",
    );
  });
});

describe("weights of a model", () => {
  const make = (seed: number): Model => {
    const model = sequential({ inputShape: [2], seed, layers: [dense({ units: 3 })] });
    model.compile({ optimizer: sgd({ momentum: 0.5 }), loss: "meanSquaredError" });
    return model;
  };

  it("are copied out and in", () => {
    const [one, other] = [make(1), make(2)];
    const weights = one.getWeights();
    expect([...weights.keys()]).toEqual(["dense_1/kernel", "dense_1/bias"]);
    other.setWeights(weights);
    expect(other.predict([[1, 2]]).data).toEqual(one.predict([[1, 2]]).data);
    weights.get("dense_1/kernel")!.data.fill(0);
    expect(other.predict([[1, 2]]).data).toEqual(one.predict([[1, 2]]).data);
  });

  it("are taken whole or, when that is said, in part", () => {
    const model = make(1);
    const part = new Map([["dense_1/bias", { shape: [3], data: Float32Array.of(1, 2, 3) }]]);
    const before = model.toBytes();
    expect(() => model.setWeights(part)).toThrow(
      "setWeights: weights: dense_1/kernel: expected [2, 3], got nothing",
    );
    const bad = new Map([
      ["dense_1/bias", { shape: [3], data: Float32Array.of(1, Number.NaN, 3) }],
    ]);
    expect(() => model.setWeights(bad, { partial: true })).toThrow("expected finite numbers");
    expect(model.toBytes()).toEqual(before);
    model.setWeights(part, { partial: true });
    expect(Array.from(model.parameters[1]!.value.data)).toEqual([1, 2, 3]);
  });

  it("belong to a clone alone, which trains anew", () => {
    const model = make(1);
    for (let i = 0; i < 3; i++) model.trainOnBatch([[1, 2]], [[1, 2, 3]]);
    const before = model.toBytes({ training: true });
    const clone = model.clone();
    expect(clone.toBytes()).toEqual(model.toBytes());
    const anew = make(1);
    anew.setWeights(model.getWeights());
    for (const net of [clone, anew]) net.trainOnBatch([[1, 2]], [[1, 2, 3]]);
    expect(clone.toBytes()).toEqual(anew.toBytes());
    expect(model.toBytes({ training: true })).toEqual(before);
  });
});

describe("hundreds of models side by side", () => {
  it("train as each would alone", async () => {
    const x = [[0, 0], [0, 1], [1, 0], [1, 1]]; // biome-ignore format: one line
    const y = [0, 1, 1, 0];
    const make = (seed: number): Model => {
      const layers = [dense({ units: 4, activation: "tanh" }), dense({ units: 1 })];
      const model = sequential({ inputShape: [2], seed, layers });
      model.compile({
        optimizer: sgd({ learningRate: 0.1, momentum: 0.9 }),
        loss: "meanSquaredError",
      });
      return model;
    };
    const models = Array.from({ length: 300 }, (_, seed) => make(seed));
    await Promise.all(models.map((model) => model.fit(x, y, { epochs: 5, batchSize: 2 })));
    for (const seed of [0, 57, 150, 299]) {
      const alone = make(seed);
      await alone.fit(x, y, { epochs: 5, batchSize: 2 });
      expect(models[seed]!.toBytes()).toEqual(alone.toBytes());
    }
    expect(new Set(models.map((model) => model.parameters[0]!.value.data[0])).size).toBe(300);
  });
});

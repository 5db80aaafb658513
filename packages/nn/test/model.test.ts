import { tensor, toNested, useKernels } from "@kindling/core";
import {
  activation,
  adam,
  type Callback,
  categoricalCrossentropy,
  dense,
  dropout,
  flatten,
  type Model,
  sequential,
  sgd,
  sparseCategoricalCrossentropy,
} from "@kindling/nn";
import ndarray from "ndarray";
import { afterEach, describe, expect, it } from "vitest";

afterEach(() => useKernels("wasm-simd"));

const xor = {
  x: [[0, 0], [0, 1], [1, 0], [1, 1]],
  y: [[0], [1], [1], [0]],
}; // biome-ignore format: a truth table

function xorNet(seed = 42): Model {
  const model = sequential({
    inputShape: [2],
    seed,
    layers: [dense({ units: 8, activation: "tanh" }), dense({ units: 1, activation: "sigmoid" })],
  });
  model.compile({
    optimizer: adam({ learningRate: 0.05 }),
    loss: "binaryCrossentropy",
    metrics: ["accuracy"],
  });
  return model;
}

/** Three well separated blobs; 100 samples of 5 features. */
function blobs(count = 100): { x: Float32Array; y: Uint8Array } {
  const y = Uint8Array.from({ length: count }, (_, i) => i % 3);
  const x = Float32Array.from({ length: count * 5 }, (_, at) => {
    const [i, j] = [Math.floor(at / 5), at % 5];
    return Math.cos(2.1 * (i % 3) + j) + 0.3 * Math.sin(7.7 * i + 3.1 * j);
  });
  return { x, y };
}

function blobNet(seed = 1): Model {
  const model = sequential({
    inputShape: [5],
    seed,
    layers: [
      dense({ units: 16, activation: "relu", kernelInitializer: "heNormal" }),
      dropout({ rate: 0.2 }),
      dense({ units: 3, activation: "softmax" }),
    ],
  });
  model.compile({
    optimizer: adam({ learningRate: 0.01 }),
    loss: "sparseCategoricalCrossentropy",
    metrics: ["accuracy"],
  });
  return model;
}

describe.each(["wasm-simd", "js"] as const)("training on %s", (set) => {
  it("learns XOR", async () => {
    useKernels(set);
    const model = xorNet();
    const { history } = await model.fit(xor.x, xor.y, { epochs: 300, batchSize: 4 });
    expect(history.loss!.at(-1)).toBeLessThan(0.05);
    expect(model.evaluate(xor.x, xor.y).accuracy).toBe(1);
    const answers = Array.from(model.predict(xor.x).data, (p) => Math.round(p));
    expect(answers).toEqual([0, 1, 1, 0]);
  });

  it("learns classes, with a smaller last batch and validation data", async () => {
    useKernels(set);
    const { x, y } = blobs();
    const model = blobNet();
    const { history, epoch } = await model.fit(x, y, {
      epochs: 20,
      batchSize: 16,
      validationData: [x, y],
    });
    expect(epoch).toEqual(Array.from({ length: 20 }, (_, i) => i));
    expect(Object.keys(history)).toEqual(["loss", "accuracy", "val_loss", "val_accuracy"]);
    expect(history.val_accuracy!.at(-1)).toBeGreaterThan(0.98);
    expect(history.val_loss!.at(-1)).toBeLessThan(history.val_loss![0]! / 3);
  });

  it("gives the same bytes for the same seed, and others for another", async () => {
    useKernels(set);
    const { x, y } = blobs();
    const train = async (seed: number): Promise<Uint8Array> => {
      const model = blobNet(seed);
      await model.fit(x, y, { epochs: 3, batchSize: 32 });
      return model.toBytes();
    };
    const first = await train(5);
    expect(await train(5)).toEqual(first);
    expect(await train(6)).not.toEqual(first);
  });
});

describe("one step, by hand", () => {
  // Net y = w·x + b with w = 2, b = 1, one sample x = 3, target 5:
  // y = 7, L = (7 − 5)² = 4, dL/dw = 2·2·3 = 12, dL/db = 4.
  const make = (optimizer: Parameters<Model["compile"]>[0]["optimizer"]): Model => {
    const model = sequential({
      inputShape: [1],
      layers: [
        dense({
          units: 1,
          kernelInitializer: { name: "constant", value: 2 },
          biasInitializer: "ones",
        }),
      ],
    });
    model.compile({ optimizer, loss: "meanSquaredError" });
    return model;
  };
  const weights = (model: Model): number[] => model.parameters.map(({ value }) => value.data[0]!);

  it("reports loss and gradients", () => {
    const model = make(sgd({ learningRate: 0.5 }));
    expect(model.trainOnBatch([[3]], [[5]])).toEqual({ loss: 4 });
    expect(model.parameters.map(({ grad }) => grad.data[0])).toEqual([12, 4]);
    expect(weights(model)).toEqual([2 - 6, 1 - 2]);
  });

  it("follows momentum and Nesterov", () => {
    const plain = make(sgd({ learningRate: 2 ** -5, momentum: 0.5 }));
    plain.trainOnBatch([[3]], [[5]]);
    expect(weights(plain)).toEqual([2 - 12 / 32, 1 - 4 / 32]);
    // Now y = 1.625·3 + 0.875 = 5.75, dy = 1.5, g = [4.5, 1.5], v = 0.5·[12, 4] + g = [10.5, 3.5].
    plain.trainOnBatch([[3]], [[5]]);
    expect(weights(plain)).toEqual([1.625 - 10.5 / 32, 0.875 - 3.5 / 32]);

    const nesterov = make(sgd({ learningRate: 2 ** -5, momentum: 0.5, nesterov: true }));
    nesterov.trainOnBatch([[3]], [[5]]);
    expect(weights(nesterov)).toEqual([2 - (12 + 6) / 32, 1 - (4 + 2) / 32]);
  });

  it("takes Adam's first step: the learning rate along the sign of the gradient", () => {
    const model = make(adam({ learningRate: 0.125 }));
    model.trainOnBatch([[3]], [[5]]);
    // η·g/(|g| + ε): the distance to η is η·ε/|g| < 1e-8 and the rounding of float32.
    expect(weights(model)[0]).toBeCloseTo(2 - 0.125, 6);
    expect(weights(model)[1]).toBeCloseTo(1 - 0.125, 6);
  });
});

describe("a model", () => {
  it("goes on where training stood", async () => {
    const { x, y } = blobs();
    const [once, twice] = [blobNet(), blobNet()];
    await once.fit(x, y, { epochs: 4, batchSize: 16 });
    for (let i = 0; i < 4; i++) await twice.fit(x, y, { epochs: 1, batchSize: 16 });
    expect(twice.toBytes()).toEqual(once.toBytes());
  });

  it("draws weights by path: another layer behind changes none of them", () => {
    const layers = [dense({ units: 8 }), dense({ units: 4 })];
    const short = sequential({ inputShape: [3], seed: 9, layers });
    const long = sequential({ inputShape: [3], seed: 9, layers: [...layers, dense({ units: 2 })] });
    short.parameters.forEach(({ path, value }, i) => {
      expect(long.parameters[i]!.path).toBe(path);
      expect(long.parameters[i]!.value.data).toEqual(value.data);
    });
    expect(short.parameters.map(({ path }) => path)).toEqual([
      "dense_1/kernel",
      "dense_1/bias",
      "dense_2/kernel",
      "dense_2/bias",
    ]);
  });

  it("predicts the same in batches of any size", () => {
    const { x } = blobs();
    const model = blobNet();
    const whole = model.predict(x, { batchSize: 100 });
    expect(whole.shape).toEqual([100, 3]);
    for (const batchSize of [1, 7, 32, 1000]) {
      expect(model.predict(x, { batchSize }).data).toEqual(whole.data);
    }
    expect(model.predict([]).shape).toEqual([0, 3]);
  });

  it("takes data as nested arrays, typed arrays, and ndarrays of any type and stride", () => {
    const model = xorNet();
    const expected = toNested(model.predict(xor.x));
    const flat = xor.x.flat();
    expect(toNested(model.predict(new Uint8Array(flat)))).toEqual(expected);
    expect(toNested(model.predict(tensor(xor.x)))).toEqual(expected);
    expect(toNested(model.predict(ndarray(new Float64Array(flat), [4, 2])))).toEqual(expected);
    const columns = ndarray(new Float32Array([0, 0, 1, 1, 0, 1, 0, 1]), [2, 4]).transpose(1, 0);
    expect(toNested(model.predict(columns))).toEqual(expected);
    model.trainOnBatch(xor.x, new Uint8Array([0, 1, 1, 0]));
    model.trainOnBatch(xor.x, [0, 1, 1, 0]);
  });

  it("is the same whether the last softmax stands in the layer, behind it or in the loss", () => {
    const { x, y } = blobs(30);
    const tails = [
      {
        layers: [dense({ units: 3, activation: "softmax" })],
        loss: sparseCategoricalCrossentropy(),
      },
      {
        layers: [dense({ units: 3 }), activation({ activation: "softmax" })],
        loss: sparseCategoricalCrossentropy(),
      },
      { layers: [dense({ units: 3 })], loss: sparseCategoricalCrossentropy({ fromLogits: true }) },
    ];
    const results = tails.map(({ layers, loss }) => {
      const model = sequential({ inputShape: [5], seed: 3, layers });
      model.compile({ optimizer: sgd(), loss, metrics: ["accuracy"] });
      model.trainOnBatch(x, y);
      return [model.evaluate(x, y), Array.from(model.parameters[0]!.value.data)];
    });
    expect(results[1]).toEqual(results[0]);
    expect(results[2]).toEqual(results[0]);
  });

  it("stays finite at logits of ±1e4", () => {
    const model = sequential({
      inputShape: [1],
      layers: [
        dense({
          units: 2,
          activation: "softmax",
          kernelInitializer: (out) => out.data.set([1e4, -1e4]),
        }),
      ],
    });
    model.compile({ optimizer: sgd(), loss: categoricalCrossentropy() });
    expect(model.evaluate([[1]], [[0, 1]]).loss).toBe(2e4);
    expect(model.evaluate([[1]], [[1, 0]]).loss).toBe(0);
  });

  it("calls back in order, and waits for each", async () => {
    const calls: string[] = [];
    const callback: Callback = {
      onTrainBegin: (params) => void calls.push(`begin ${JSON.stringify(params)}`),
      onEpochBegin: (epoch) => void calls.push(`epoch ${epoch}`),
      onBatchBegin: (batch) => void calls.push(`batch ${batch}`),
      onBatchEnd: async (batch, { size, loss }) => {
        await Promise.resolve();
        calls.push(`end ${batch} of ${size}: ${Number.isFinite(loss)}`);
      },
      onEpochEnd: (epoch, logs) => void calls.push(`epoch ${epoch} ${Object.keys(logs)}`),
      onTrainEnd: () => void calls.push("done"),
    };
    await xorNet().fit(xor.x, xor.y, { batchSize: 3, callbacks: [callback] });
    expect(calls).toEqual([
      'begin {"epochs":1,"samples":4,"batchSize":3,"batches":2}',
      "epoch 0",
      "batch 0",
      "end 0 of 3: true",
      "batch 1",
      "end 1 of 1: true",
      "epoch 0 loss,accuracy",
      "done",
    ]);
  });

  it("summarizes itself", () => {
    const text = sequential({
      inputShape: [28, 28],
      layers: [flatten(), dense({ units: 10, kernelInitializer: "heNormal", name: "digits" })],
    }).summary();
    expect(text).toContain('flatten "flatten_1"');
    expect(text).toContain('dense "digits"');
    expect(text).toContain("[batch, 784]");
    expect(text).toContain("7850 parameters");
    expect(text).toContain("fanIn 784");
  });
});

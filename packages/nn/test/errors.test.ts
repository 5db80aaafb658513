import { bindCopy } from "@kindling/core";
import {
  accuracy,
  activation,
  adam,
  binaryCrossentropy,
  defineLayer,
  dense,
  dropout,
  findLearningRate,
  flatten,
  graph,
  input,
  type Layer,
  type LayerIO,
  loadModel,
  type Model,
  sequential,
  sgd,
} from "@kindling/nn";
import ndarray from "ndarray";
import { describe, expect, it } from "vitest";

function classifier(): Model {
  const model = sequential({
    inputShape: [4],
    layers: [dense({ units: 8, activation: "relu" }), dense({ units: 3, activation: "softmax" })],
  });
  model.compile({ optimizer: adam(), loss: "sparseCategoricalCrossentropy" });
  return model;
}

const x = [[1, 2, 3, 4], [2, 3, 4, 5]]; // biome-ignore format: two samples
const y = [0, 2];
const inf = Number.POSITIVE_INFINITY;

describe("bad data: a clear error, and the model as it was", () => {
  const cases: [string, unknown, unknown, object, string][] = [
    ["ragged", [[1, 2, 3, 4], [1]], y, {}, "fit: x: tensor: ragged array: expected 4 entries at [1], got 1"],
    ["NaN", [[1, 2, 3, 4], [1, Number.NaN, 3, 4]], y, {}, "fit: x: tensor: expected finite float32 numbers, got NaN at [1, 1]"],
    ["NaN in a typed array", new Float32Array([1, 2, 3, 4, 5, Number.NaN, 7, 8]), y, {}, "fit: x: expected finite float32 numbers, got NaN in sample 1, entry 1"],
    ["infinity in a typed array", new Float64Array([1, 2, 3, 4, 5, 6, inf, 8]), y, {}, "fit: x: expected finite float32 numbers, got Infinity in sample 1, entry 2"],
    ["features", [[1, 2, 3]], [0], {}, "fit: x: expected [batch, 4], got [1, 3]"],
    ["flat size", new Float32Array(7), y, {}, "fit: x: expected a multiple of 4 numbers, for [batch, 4], got 7"],
    ["image", [[[1, 2], [3, 4]]], [0], {}, "fit: x: expected [batch, 4], got [1, 2, 2]; reshape it, or begin the net with flatten()"],
    ["label above", x, [0, 3], {}, "fit: y: expected class numbers from 0 to 2, got 3 in sample 1"],
    ["label below", x, [-1, 0], {}, "fit: y: expected class numbers from 0 to 2, got -1 in sample 0"],
    ["label between", x, [0.5, 0], {}, "fit: y: expected class numbers from 0 to 2, got 0.5 in sample 0"],
    ["one-hot labels", x, [[1, 0, 0], [0, 1, 0]], {}, "fit: y: expected [batch], got [2, 3]"],
    ["counts", x, [0], {}, "fit: y: expected 2 targets, one for each sample, got 1"],
    ["nothing", [], [], {}, "fit: x: expected at least one sample, got none"],
    ["batch size 0", x, y, { batchSize: 0 }, "fit: batchSize: expected a whole number, at least 1, got 0"],
    ["batch size 1.5", x, y, { batchSize: 1.5 }, "fit: batchSize: expected a whole number, at least 1, got 1.5"],
    ["epochs", x, y, { epochs: -1 }, "fit: epochs: expected a whole number, at least 0, got -1"],
    ["validation", x, y, { validationData: [[[1]], [0]] }, "fit: validationData: x: expected [batch, 4], got [1, 1]"],
  ]; // biome-ignore format: one line a case

  it.each(cases)("%s", async (_name, badX, badY, options, message) => {
    const model = classifier();
    const before = model.toBytes();
    await expect(model.fit(badX as number[], badY as number[], options)).rejects.toThrow(message);
    expect(model.toBytes()).toEqual(before);
    const { history } = await model.fit(x, y, { epochs: 2 });
    expect(history.loss!.every(Number.isFinite)).toBe(true);
  });

  it.each([
    [
      new BigInt64Array(8),
      "expected nested arrays, a typed array of numbers or an ndarray, got an object",
    ],
    [
      new Float64Array([1, 2, 3, 1e300]),
      "expected finite float32 numbers, got 1e+300 in sample 0, entry 3",
    ],
    [
      ndarray(new Float32Array(4), [2, 4]),
      "expected a view within its 4 elements, got one that reaches element 7",
    ],
    [ndarray([1, 2, null, 4] as number[], [1, 4]), "tensor: expected a number at [0, 2], got"],
    ["text", 'expected nested arrays, a typed array of numbers or an ndarray, got "text"'],
    [undefined, "got undefined"],
  ])("that are no numbers, or hold fewer than they say: %o", (data, message) => {
    expect(() => classifier().predict(data as never)).toThrow(`predict: x: `);
    expect(() => classifier().predict(data as never)).toThrow(message);
  });

  it("in the other methods, too", () => {
    const model = classifier();
    expect(() => model.predict([[1, 2]])).toThrow("predict: x: expected [batch, 4], got [1, 2]");
    expect(() => model.predict(x, { batchSize: 0 })).toThrow("predict: batchSize: expected");
    expect(() => model.evaluate(x, [0])).toThrow("evaluate: y: expected 2 targets");
    expect(() => model.trainOnBatch(x, [0, 9])).toThrow("trainOnBatch: y: expected class numbers");
  });
});

describe("bad nets: an error before any data", () => {
  it("says where a layer does not fit", () => {
    expect(() =>
      sequential({ inputShape: [28, 28], layers: [dense({ units: 1, name: "hidden" })] }),
    ).toThrow(
      'dense "hidden": input: expected [inputs], got [28, 28]; add flatten() in front of it',
    );
  });

  it("checks configurations", () => {
    expect(() => dense({ units: 0 })).toThrow(
      "dense: units: expected a whole number, at least 1, got 0",
    );
    expect(() => dropout({ rate: 1 })).toThrow("dropout: rate: expected a number in [0, 1), got 1");
    expect(() => adam({ learningRate: 0 })).toThrow(
      "adam: learningRate: expected a finite number above 0, got 0",
    );
    expect(() => sgd({ momentum: 1 })).toThrow("sgd: momentum: expected a number in [0, 1), got 1");
    const netOf = (layer: Layer) => () => sequential({ inputShape: [1], layers: [layer] });
    // @ts-expect-error a misspelt activation does not compile
    expect(netOf(dense({ units: 1, activation: "rleu" }))).toThrow(
      /^dense "dense_1": activation: expected one of linear, relu, .*, got "rleu"$/,
    );
    expect(netOf(dense({ units: 1, activation: null as never }))).toThrow(
      /^dense "dense_1": activation: expected one of linear, relu, .*, got null$/,
    );
    expect(netOf(activation({ activation: { name: "leakyRelu", negativeSlope: -1 } }))).toThrow(
      'activation "activation_1": activation: leakyRelu: negativeSlope: expected a finite number, 0 or more, got -1',
    );
    expect(() =>
      sequential({ inputShape: [1], layers: [flatten({ name: "a" }), flatten({ name: "a" })] }),
    ).toThrow('got "a" twice');
    expect(() => sequential({ inputShape: [-1], layers: [] })).toThrow("model: inputShape");
    expect(() => sequential({ inputShape: [1], seed: 0.5, layers: [] })).toThrow("seed");
  });

  it.each([
    [
      () => dense({ units: "3" as never }),
      'dense: units: expected a finite float32 number, got "3"',
    ],
    [
      () => dense({ units: 3, useBias: "no" as never }),
      'dense: useBias: expected true or false, got "no"',
    ],
    [() => dense({ units: 3, activaton: "relu" } as never), 'dense: unknown option "activaton"'],
    [
      () => dense({ units: 3, name: 5 as never }),
      'dense: name: expected a text without "/", got 5',
    ],
    [() => dense({ units: 3, name: "a/b" }), 'dense: name: expected a text without "/", got "a/b"'],
    [
      () => dropout({ rate: null as never }),
      "dropout: rate: expected a finite float32 number, got null",
    ],
    [
      () => adam({ beta1: [] as never }),
      "adam: beta1: expected a finite float32 number, got an array of 0",
    ],
    [() => sgd({ nesterov: 1 as never }), "sgd: nesterov: expected true or false, got 1"],
    [
      () => binaryCrossentropy({ fromLogits: "no" as never }),
      "binaryCrossentropy: fromLogits: expected true or false",
    ],
    [
      () => sequential({ inputShape: 784 as never, layers: [] }),
      "model: inputShape: expected an array, such as [784], got 784",
    ],
    [
      () => sequential({ inputShape: [1], layers: [dense] as never }),
      "model: layers[0]: expected a layer, such as dense({ units: 10 })",
    ],
    [
      () => classifier().compile({ optimizer: "adam" as never, loss: "meanSquaredError" }),
      'compile: optimizer: expected an optimizer, such as adam(), got "adam"',
    ],
    [() => classifier().compile({ optimizer: adam() } as never), "compile: loss: expected a loss"],
    [
      () =>
        classifier().compile({
          optimizer: adam(),
          loss: "meanSquaredError",
          metrics: [{ ...accuracy(), name: "loss" }],
        }),
      'expected a name of its own for each, other than "loss", got "loss" twice',
    ],
  ] as const)("checks types, as JavaScript and files need it: %s", (make, message) => {
    expect(make).toThrow(message);
  });

  it("says which layer of a user's own cannot be bound, and why", () => {
    const net = (build: () => object) =>
      sequential({ inputShape: [2], layers: [defineLayer("mine", () => build as never)()] });
    expect(() => net(() => ({ output: [1] }))).toThrow(
      'mine "mine_1": expected an object with output and bind from what builds the layer, got an object',
    );
    const bind = () => ({ forward: () => {}, backward: () => {} });
    expect(() => net(() => ({ bind }))).toThrow(
      'mine "mine_1": output: expected a shape without the batch axis, got undefined',
    );
    expect(() => net(() => ({ output: [-1, 1], bind }))).toThrow(
      'mine "mine_1": output: expected extents that are whole numbers, 0 or more, got [-1, 1]',
    );
    const wrong = net(() => ({
      output: [3],
      bind: ({ x, y }: LayerIO) => ({ forward: bindCopy({ out: y, x }), backward: () => {} }),
    }));
    expect(() => wrong.predict([[1, 2]])).toThrow('mine "mine_1": copy: ');
  });

  it("refuses two parameters of one name in a layer", () => {
    const twice = defineLayer("twice", () => (scope, input) => {
      for (let i = 0; i < 2; i++) scope.parameter("w", [1], "ones", { fanIn: 1, fanOut: 1 });
      return { output: input, bind: () => ({ forward: () => {}, backward: () => {} }) };
    });
    expect(() => sequential({ inputShape: [1], layers: [twice()] })).toThrow(
      'twice "twice_1": expected one parameter of each name, got "w" twice',
    );
  });

  it("keeps what it was made from, whatever the caller does to his objects", async () => {
    const config = { units: 3 };
    const inputShape = [2];
    const model = sequential({ inputShape, layers: [dense(config)] });
    config.units = 5;
    inputShape[0] = 9;
    expect(model.predict([[1, 2]]).shape).toEqual([1, 3]);
    expect((await loadModel(model.toBytes())).outputShape).toEqual([3]);
  });

  it("suggests the initializer that was meant", () => {
    const build = (): Model =>
      sequential({
        inputShape: [1],
        // @ts-expect-error a misspelt initializer does not compile
        layers: [dense({ units: 1, kernelInitializer: "heNromal" })],
      });
    expect(build).toThrow(/"heNromal".*"heNormal"/);
  });

  it("knows the options that there are, in whatever takes some", async () => {
    const unknown = async (options: object): Promise<string[]> => {
      const model = classifier();
      const { inputShape, layers } = model;
      const { inputs, outputs } = { inputs: input({ shape: [2] }), outputs: input({ shape: [2] }) };
      const calls: (() => unknown)[] = [
        () => sequential({ inputShape, layers, ...options }),
        () => graph({ inputs, outputs, ...options }),
        () => model.compile({ optimizer: sgd(), loss: "meanSquaredError", ...options }),
        () => model.fit(x, y, options),
        () => model.fitDataset([[x, y]], options),
        () => model.evaluate(x, y, options),
        () => model.evaluateDataset([[x, y]], options),
        () => model.predict(x, options),
        () => findLearningRate(model, x, y, options),
      ];
      const messages: string[] = [];
      for (const call of calls) {
        await Promise.resolve()
          .then(call)
          .then(
            () => messages.push("nothing"),
            ({ message }: Error) => messages.push(message),
          );
      }
      return messages;
    };
    for (const message of await unknown({ no: 1 }))
      expect(message).toMatch(/^\w+: unknown option "no": /);
    const close = await unknown({ batchsize: 8 });
    for (const at of [3, 5, 7, 8]) expect(close[at]).toContain('did you mean "batchSize"?');
    expect((await unknown({ metric: ["mae"] }))[2]).toContain('did you mean "metrics"?');
    await expect(classifier().fit(x, y, { callbacks: {} as never })).rejects.toThrow(
      "fit: callbacks: expected an array of them, got an object",
    );
  });

  it("wants compile before training, and known names", async () => {
    const model = sequential({ inputShape: [1], layers: [dense({ units: 2 })] });
    await expect(model.fit([[1]], [[1, 2]])).rejects.toThrow("fit: expected a compiled model");
    // @ts-expect-error a misspelt loss does not compile
    expect(() => model.compile({ optimizer: sgd(), loss: "mse" })).toThrow(
      'loss: expected one of "meanSquaredError"',
    );
    const loss = "meanSquaredError";
    // @ts-expect-error a misspelt metric does not compile
    expect(() => model.compile({ optimizer: sgd(), loss, metrics: ["acc"] })).toThrow(
      /^metric: expected one of "accuracy", .*, got "acc"$/,
    );
  });
});

describe("training that goes wrong", () => {
  it("stops at a loss that is not finite, names the layer and keeps the last good weights", async () => {
    const model = sequential({
      inputShape: [1],
      layers: [dense({ units: 1, name: "first" }), dense({ units: 1 })],
    });
    model.compile({ optimizer: sgd({ learningRate: 1e30 }), loss: "meanSquaredError" });
    await expect(model.fit([[1], [2]], [[1], [5]], { epochs: 10, batchSize: 1 })).rejects.toThrow(
      /fit: epoch \d+, batch \d+: dense "(first|dense_2)": expected/,
    );
    const before = model.toBytes();
    expect(() => model.trainOnBatch([[1]], [[1]])).toThrow("lower the learning rate");
    expect(model.toBytes()).toEqual(before);
  });

  it("stops at an abort, and is usable afterwards", async () => {
    const model = classifier();
    const controller = new AbortController();
    let steps = 0;
    const promise = model.fit(x, y, {
      epochs: 1000,
      batchSize: 1,
      signal: controller.signal,
      callbacks: [
        {
          onBatchEnd: () => {
            if (++steps === 5) controller.abort(new Error("enough"));
          },
        },
      ],
    });
    await expect(promise).rejects.toThrow("enough");
    expect(steps).toBe(5);
    await model.fit(x, y);
    await expect(model.fit(x, y, { signal: AbortSignal.abort() })).rejects.toThrow(/abort/);
  });

  it("refuses a second training of the same model meanwhile, but predicts", async () => {
    const model = classifier();
    const running = model.fit(x, y, { epochs: 2000, batchSize: 1 });
    await expect(model.fit(x, y)).rejects.toThrow("expected a model that is not training");
    expect(() => model.trainOnBatch(x, y)).toThrow("expected a model that is not training");
    expect(() => model.compile({ optimizer: sgd(), loss: "meanSquaredError" })).toThrow(
      "expected a model that is not training",
    );
    expect(model.predict(x).shape).toEqual([2, 3]);
    await running;
  });
});

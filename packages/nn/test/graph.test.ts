import { type Tensor, toNested } from "@kindling/core";
import {
  activation, adam, add, dense, flatten, graph, input, loadModel, residual, sequential, sgd,
} from "@kindling/nn"; // biome-ignore format: names
import { expect, it } from "vitest";
import { gradientError } from "./gradients.ts";

const LIMIT = 1e-6;

it("returns what its layers compute, for one output and for several", () => {
  const x = input({ shape: [2] });
  const ones = dense({ units: 1, kernelInitializer: "ones", useBias: false });
  const sum = ones.apply(x);
  expect(toNested(graph({ inputs: x, outputs: sum }).predict([[2, 3]]))).toEqual([[5]]);
  const both = graph({ inputs: x, outputs: [sum, add().apply([x, x])] });
  expect(both.predict([[2, 3]]).map((y) => toNested(y))).toEqual([[[5]], [[4, 6]]]);
});

it("names and draws layers as a row of them does", () => {
  const layers = [dense({ units: 3, activation: "tanh" }), dense({ units: 2 })];
  const row = sequential({ inputShape: [4], seed: 3, layers });
  const x = input({ shape: [4] });
  const same = graph({ inputs: x, outputs: layers[1]!.apply(layers[0]!.apply(x)), seed: 3 });
  expect(same.parameters.map(({ path }) => path)).toEqual(row.parameters.map(({ path }) => path));
  expect(same.parameters.map(({ value }) => [...value.data])).toEqual(
    row.parameters.map(({ value }) => [...value.data]),
  );
});

it("adds up the gradients of a value that is used several times", () => {
  const x = input({ shape: [3] });
  const h = dense({ units: 3, activation: "tanh" }).apply(x);
  const left = dense({ units: 3, activation: "sigmoid" }).apply(h);
  const y = add().apply([h, left, h, activation({ activation: "tanh" }).apply(left)]);
  const loss = "meanSquaredError";
  const data = { x: [[0.1, -0.4, 0.8], [0.5, 0.2, -0.9]], y: [[0, 1, 0], [1, 0, 0.5]] }; // biome-ignore format: one line
  expect(
    gradientError({ net: () => graph({ inputs: x, outputs: y, seed: 7 }), loss, ...data }),
  ).toBeLessThan(LIMIT);
});

it("shares the parameters of a layer that is applied twice", () => {
  const [a, b] = [input({ shape: [2] }), input({ shape: [2] })];
  const tower = dense({ units: 3, activation: "tanh" });
  const y = dense({ units: 1 }).apply(add().apply([tower.apply(a), tower.apply(b)]));
  const net = () => graph({ inputs: [a, b], outputs: y, seed: 7 });
  expect(net().parameters.map(({ path }) => path)).toEqual([
    "dense_1/kernel", "dense_1/bias", "dense_2/kernel", "dense_2/bias",
  ]); // biome-ignore format: one line
  const x = [[[0.3, -0.7]], [[0.9, 0.1]]];
  expect(gradientError({ net, loss: "meanSquaredError", x, y: [[0.2]] })).toBeLessThan(LIMIT);
});

it("adds up the losses of several outputs, one of them used again", () => {
  const x = input({ shape: [2] });
  const h = dense({ units: 2, activation: "tanh" }).apply(x);
  const p = dense({ units: 3, activation: "softmax" }).apply(h);
  const net = () => graph({ inputs: x, outputs: [h, p], seed: 7 });
  const loss = ["meanSquaredError", "sparseCategoricalCrossentropy"] as const;
  const data = { x: [[0.3, -0.7], [0.9, 0.1]], y: [[[0, 1], [1, 1]], [[2], [0]]] }; // biome-ignore format: one line
  expect(gradientError({ net, loss, ...data })).toBeLessThan(LIMIT);

  const model = net();
  model.compile({ optimizer: sgd(), loss, metrics: [[], ["accuracy"]] });
  const logs = model.evaluate(data.x, data.y);
  expect(Object.keys(logs)).toEqual(["loss", "dense_1_loss", "dense_2_loss", "dense_2_accuracy"]);
  expect(logs.loss).toBeCloseTo(logs.dense_1_loss! + logs.dense_2_loss!, 12);
});

it("puts views into branches", () => {
  const x = input({ shape: [2, 2] });
  const h = dense({ units: 4, activation: "tanh" }).apply(flatten().apply(x));
  const y = add().apply([flatten().apply(h), h]);
  const net = () => graph({ inputs: x, outputs: y, seed: 7 });
  const data = { x: [[[0.1, 0.2], [-0.3, 0.4]]], y: [[1, 0, 1, 0]] }; // biome-ignore format: one line
  expect(gradientError({ net, loss: "meanSquaredError", ...data })).toBeLessThan(LIMIT);
});

it("puts layers into layers", () => {
  const layers = [
    dense({ units: 3, activation: "tanh" }),
    residual({ layers: [dense({ units: 5, activation: "tanh" }), dense({ units: 3 }), flatten()] }),
  ];
  const net = () => sequential({ inputShape: [2], layers, seed: 7 });
  expect(net().parameters.map(({ path }) => path).slice(2, 4)).toEqual([
    "residual_1/dense_1/kernel", "residual_1/dense_1/bias",
  ]); // biome-ignore format: one line
  const data = { x: [[0.3, -0.7], [0.9, 0.1]], y: [[0, 1, 0], [1, 1, 1]] }; // biome-ignore format: one line
  expect(gradientError({ net, loss: "meanSquaredError", ...data })).toBeLessThan(LIMIT);
});

it("trains, saves and comes back", async () => {
  const [a, b] = [input({ shape: [2] }), input({ shape: [1] })];
  const tower = dense({ units: 4, activation: "relu" });
  const block = residual({ layers: [dense({ units: 4 })] });
  const sum = block.apply(add().apply([tower.apply(a), tower.apply(add().apply([a, a]))]));
  const wide = dense({ units: 4, name: "wide" }).apply(b);
  const outputs = [dense({ units: 1 }).apply(add().apply([sum, wide])), wide];
  const model = graph({ inputs: [a, b], outputs, seed: 1 });
  model.compile({ optimizer: adam(), loss: "meanSquaredError", metrics: [[], ["accuracy"]] });
  const x = [[[1, 2], [3, 4]], [[1], [0]]]; // biome-ignore format: one line
  const history = await model.fit(x, [[[1], [0]], [[1, 0, 0, 0], [0, 1, 0, 0]]], { epochs: 3 }); // biome-ignore format: one line
  expect(history.history.loss).toHaveLength(3);
  const again = await loadModel<Tensor[]>(model.toBytes());
  expect(again.predict(x).map((y) => toNested(y))).toEqual(
    model.predict(x).map((y) => toNested(y)),
  );
  expect(again.summary()).toBe(model.summary());
  expect(again.toBytes()).toEqual(model.toBytes());
});

it("says what does not fit", () => {
  const [a, b] = [input({ shape: [2] }), input({ shape: [3] })];
  const layer = dense({ units: 2 });
  const cases: [() => unknown, string][] = [
    [() => graph({ inputs: [a, b], outputs: dense({ units: 1 }).apply([a, b]) }), 'dense "dense_1": expected 1 input, got 2'],
    [() => graph({ inputs: a, outputs: layer.apply(b) }), "graph: inputs: expected every input that an output depends on"],
    [() => graph({ inputs: [a, b], outputs: layer.apply(a) }), "graph: inputs[1]: expected an input that an output depends on"],
    [() => graph({ inputs: [a, b], outputs: [layer.apply(a), layer.apply(b)] }), 'dense "dense_1": expected inputs of one shape wherever it is applied, got [[2]] and [[3]]'],
    [() => graph({ inputs: [a, a], outputs: a }), "graph: inputs: expected each value once"],
    [() => graph({ inputs: [], outputs: a }), "graph: inputs: expected at least one, got none"],
    [() => graph({ inputs: [a, b], outputs: add().apply([a, b]) }), 'add "add_1": input 2: expected [2], got [3]'],
    [() => graph({ inputs: a, outputs: add().apply(a) }), 'add "add_1": expected at least two inputs, got 1'],
    [() => layer.apply([[1, 2]] as never), "dense: apply: expected a value of a graph"],
    [() => graph({ inputs: a, outputs: 3 as never }), "graph: outputs: expected a value of a graph"],
    [() => sequential({ inputShape: [2], layers: [residual({ layers: [dense({ units: 3 })] })] }), 'residual "residual_1": output of the branch: expected [2], got [3]'],
  ]; // biome-ignore format: a table
  for (const [make, message] of cases) expect(make).toThrow(message);

  const two = graph({ inputs: [a, b], outputs: [layer.apply(a), dense({ units: 1 }).apply(b)] });
  expect(() => two.predict([[1, 2]])).toThrow("predict: x: expected an array of 2, one for each");
  expect(() => two.predict([[[1, 2]], [[1, 2, 3], [1, 2, 3]]])).toThrow("predict: x[1]: expected 1 samples, as in predict: x[0], got 2"); // biome-ignore format: one line
  expect(() => two.compile({ optimizer: sgd(), loss: ["meanSquaredError"] })).toThrow(
    "compile: loss: expected one for each of 2 outputs, got 1",
  );
});

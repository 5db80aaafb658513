import { type FillFunction, heNormal } from "@kindling/init";
import {
  accuracy,
  adam,
  dense,
  dropout,
  flatten,
  loadModel,
  type Model,
  meanSquaredError,
  sequential,
} from "@kindling/nn";
import { describe, expect, it } from "vitest";

function trained(): Model {
  const model = sequential({
    inputShape: [2, 2],
    seed: 11,
    layers: [
      flatten(),
      dense({ units: 6, activation: "relu", kernelInitializer: heNormal({ negativeSlope: 0.1 }) }),
      dropout({ rate: 0.3, name: "noise" }),
      dense({ units: 3, activation: "softmax", biasInitializer: { name: "constant", value: 0.1 } }),
    ],
  });
  model.compile({
    optimizer: adam({ learningRate: 0.01 }),
    loss: "sparseCategoricalCrossentropy",
    metrics: ["accuracy"],
  });
  for (let i = 0; i < 5; i++) model.trainOnBatch(x, [0, 2]);
  return model;
}

const x = [[[1, 2], [3, 4]], [[-1, 0], [0, 2]]]; // biome-ignore format: two samples

describe("a saved model", () => {
  it("comes back with the same weights, predictions, figures and bytes", async () => {
    const model = trained();
    const bytes = model.toBytes();
    const loaded = await loadModel(bytes);
    expect(loaded.predict(x).data).toEqual(model.predict(x).data);
    expect(loaded.evaluate(x, [0, 2])).toEqual(model.evaluate(x, [0, 2]));
    expect(loaded.seed).toBe(11);
    expect(loaded.summary()).toBe(model.summary());
    expect(loaded.toBytes()).toEqual(bytes);
    expect((await loadModel(bytes.slice().buffer)).toBytes()).toEqual(bytes);
  });

  it("has the weights of a function, and its name where the function would be", async () => {
    const ramp: FillFunction = (out) => out.data.set(Array.from(out.data, (_, i) => i));
    const layers = [dense({ units: 2, kernelInitializer: ramp })];
    const model = sequential({ inputShape: [2], layers });
    const loaded = await loadModel(model.toBytes());
    expect(loaded.getWeights()).toEqual(model.getWeights());
    expect(loaded.summary()).toContain("kernel: function ramp, unknown here");
    expect(loaded.clone().toBytes()).toEqual(model.toBytes());
    expect(() => sequential({ inputShape: [2], layers: loaded.layers })).toThrow(
      'dense "dense_1": kernel: unknown initializer "function ramp": expected one of',
    );
    const again = loaded.layers.map((layer) => layer.with({ kernelInitializer: ramp }));
    const drawn = sequential({ inputShape: [2], layers: again });
    expect([...drawn.parameters[0]!.value.data]).toEqual([0, 1, 2, 3]);
  });

  it("can be trained on", async () => {
    const loaded = await loadModel(trained().toBytes());
    const before = loaded.evaluate(x, [0, 2]).loss!;
    await loaded.fit(x, [0, 2], { epochs: 20 });
    expect(loaded.evaluate(x, [0, 2]).loss).toBeLessThan(before);
  });

  it("may hold a loss, an optimizer and a metric of the user's own, which loading needs to be told", async () => {
    const custom = {
      optimizer: { ...adam({ learningRate: 0.01 }), type: "mine" },
      loss: { ...meanSquaredError(), name: "square" },
      metric: { ...accuracy(), name: "hits" },
    };
    const model = sequential({ inputShape: [2], layers: [dense({ units: 1 })] });
    const { optimizer, loss, metric } = custom;
    model.compile({ optimizer, loss, metrics: [metric] });
    const bytes = model.toBytes();
    const seen: object[] = [];
    const loaded = await loadModel(bytes, {
      optimizers: {
        mine: (config: object) => {
          seen.push(config);
          return optimizer;
        },
      },
      losses: { square: () => loss },
      metrics: { hits: () => metric },
    });
    expect(seen).toEqual([adam({ learningRate: 0.01 }).config]);
    expect(loaded.toBytes()).toEqual(bytes);
    await expect(loadModel(bytes)).rejects.toThrow(
      /^loadModel: optimizer: expected one of .*"adam".*, got "mine"$/,
    );
  });

  it("is refused when cut off anywhere, with an error that says so", async () => {
    const bytes = trained().toBytes();
    for (let length = 0; length < bytes.length; length += 13) {
      await expect(loadModel(bytes.subarray(0, length))).rejects.toThrow(/^loadModel: /);
    }
  });

  it.each([
    [/"type":"dense"/, '"type":"dance"', 'layers[1]: type: expected one of "activation", "add", '],
    [/"units":6/, '"units":7', "weights: dense_1/kernel: expected [4, 7], got [4, 6]"],
    [/"units":6/, '"units":0', "dense: units: expected a whole number, at least 1, got 0"],
    [/"version":1/, '"version":3', "expected version 1 to 2, got 3"],
    [/"seed":11/, '"seed":{}', "expected a seed that is a whole number"],
    [/"name":"noise"/, '"name":"no/se"', 'expected a text without "/"'],
    [/"kindling"/, '"kindlinG"', 'metadata: expected an entry "kindling"'],
  ])("is refused with %s changed to %s", async (from, to, message) => {
    const bytes = trained().toBytes();
    const text = new TextDecoder("latin1").decode(bytes);
    const escaped = (pattern: RegExp): RegExp =>
      new RegExp(pattern.source.replaceAll('"', '\\\\?"'));
    const match = escaped(from).exec(text) as RegExpExecArray;
    const quoted = match[0].includes("\\") ? to.replaceAll('"', '\\"') : to;
    const changed = text.replace(match[0], quoted);
    const header = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
    const result = Uint8Array.from(changed, (character) => character.charCodeAt(0));
    new DataView(result.buffer).setUint32(0, header + changed.length - text.length, true);
    await expect(loadModel(result)).rejects.toThrow(`loadModel: `);
    await expect(loadModel(result)).rejects.toThrow(message);
  });
});

import { heNormal, orthogonal, zeros } from "@kindling/init";
import * as nn from "@kindling/nn";
import * as slim from "@kindling/nn/slim";
import { describe, expect, it } from "vitest";

const x = Float32Array.from({ length: 64 }, (_, i) => Math.sin(i));
const y = Uint8Array.from({ length: 16 }, (_, i) => i % 3);

describe("@kindling/nn/slim", () => {
  it("is @kindling/nn but for what reads names", () => {
    expect(Object.keys(slim).sort()).toEqual(Object.keys(nn).sort());
    const same = new Map<string, unknown>(Object.entries(nn));
    const differ = Object.entries(slim).filter(([name, value]) => same.get(name) !== value);
    expect(differ.map(([name]) => name).sort()).toEqual(["graph", "sequential"]);
  });

  it("trains the net of the same names to the same bits, and saves it alike", async () => {
    const named = nn.sequential({
      inputShape: [4],
      seed: 7,
      layers: [
        nn.dense({ units: 8, activation: "gelu", kernelInitializer: "heNormal" }),
        nn.dense({ units: 4, activation: { name: "leakyRelu", negativeSlope: 0.1 } }),
        nn.dense({ units: 3, activation: "softmax" }),
      ],
    });
    named.compile({
      optimizer: nn.adam(),
      loss: "sparseCategoricalCrossentropy",
      metrics: ["accuracy"],
    });
    const valued = slim.sequential({
      inputShape: [4],
      seed: 7,
      layers: [
        slim.dense({ units: 8, activation: slim.gelu(), kernelInitializer: heNormal() }),
        slim.dense({ units: 4, activation: slim.leakyRelu({ negativeSlope: 0.1 }) }),
        slim.dense({ units: 3, activation: slim.softmax() }),
      ],
    });
    valued.compile({
      optimizer: slim.adam(),
      loss: slim.sparseCategoricalCrossentropy(),
      metrics: [slim.accuracy()],
    });
    const history = await named.fit(x, y, { epochs: 2, batchSize: 4 });
    expect(await valued.fit(x, y, { epochs: 2, batchSize: 4 })).toEqual(history);
    expect(valued.predict(x).data).toEqual(named.predict(x).data);
    expect(valued.summary()).toBe(named.summary());
    // What stands in the file by name is loaded by name.
    const loaded = await slim.loadModel(valued.toBytes());
    expect(loaded.predict(x).data).toEqual(named.predict(x).data);
    expect(loaded.layers.map(({ config }) => config)).toMatchObject([
      { activation: "gelu", kernelInitializer: { name: "heNormal" } },
      { activation: { name: "leakyRelu", negativeSlope: 0.1 } },
      { activation: "softmax" },
    ]);
  });

  it("has graphs", () => {
    const input = slim.input({ shape: [2] });
    const layer = slim.dense({ units: 2, activation: slim.tanh() });
    const outputs = [layer.apply(input)];
    expect(slim.graph({ inputs: input, outputs }).predict([[1, 2]])).toHaveLength(1);
  });

  it("starts recurrent layers as the other entry does", () => {
    const kept = { units: 2, recurrentInitializer: orthogonal() };
    for (const layer of [
      slim.lstm(kept),
      slim.lstm({ ...kept, unitForgetBias: true }),
      slim.gru(kept),
      slim.simpleRnn(kept),
    ]) {
      const [values, names] = [slim, nn].map((entry) => {
        const { parameters } = entry.sequential({ inputShape: [3, 2], seed: 7, layers: [layer] });
        return parameters.map(({ path, value }) => [path, ...value.data]);
      });
      expect(values).toEqual(names);
    }
  });

  it("cures nets with remedies, which are written with names", () => {
    const layer = slim.dense({ units: 8, activation: slim.relu(), kernelInitializer: zeros() });
    const layers = [layer, slim.dense({ units: 3, activation: slim.softmax() })];
    const model = slim.sequential({ inputShape: [4], layers });
    model.compile({ optimizer: slim.adam(), loss: slim.sparseCategoricalCrossentropy() });
    const { findings } = slim.diagnose(model, { x, y });
    const [{ remedy }] = findings.filter(({ code }) => code === "symmetricUnits");
    expect(slim.applyRemedy(model, remedy).summary()).toContain("heNormal");
  });

  it("refuses names, saying what to take", () => {
    const net = (options: object) => () =>
      slim.sequential({ inputShape: [2], layers: [slim.dense({ units: 1, ...options })] });
    expect(net({ activation: "relu" })).toThrow(
      'dense "dense_1": activation: expected a value, such as relu(), in @kindling/nn/slim, got "relu"',
    );
    expect(net({ kernelInitializer: "heNormal" })).toThrow(
      'dense "dense_1": kernel: initializer: expected a value, such as heNormal(), in @kindling/nn/slim, got "heNormal"',
    );
    const model = net({})();
    const optimizer = slim.adam();
    expect(() => model.compile({ optimizer, loss: "meanSquaredError" })).toThrow(
      'compile: loss: expected a loss, such as meanSquaredError(), got "meanSquaredError"',
    );
    const loss = slim.meanSquaredError();
    expect(() => model.compile({ optimizer, loss, metrics: ["mae"] })).toThrow(
      'compile: metrics: expected metrics, such as accuracy(), got "mae"',
    );
    const recurrent = slim.lstm({ units: 2 });
    expect(() => slim.sequential({ inputShape: [3, 2], layers: [recurrent] })).toThrow(
      'lstm "lstm_1": initializer: expected a value, such as orthogonal(), in @kindling/nn/slim, got undefined',
    );
    expect(() => slim.sequential({ inputShape: [2], layers: [], dialect: "torch" })).toThrow(
      'dialect: expected "keras", the one of @kindling/nn/slim, got "torch"',
    );
  });
});

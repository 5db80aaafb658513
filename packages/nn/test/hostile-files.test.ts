import { dense, earlyStopping, loadModel, type Model, sequential, sgd } from "@kindling/nn";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { decodeSafetensors, encodeSafetensors } from "../src/formats/safetensors.ts";

// What stands in the metadata of a file is a claim, too: of layers, their sizes, and how they were
// trained. The format around it is tested beside its source.

const x = [[1, 2, 3, 4], [4, 3, 2, 1]]; // biome-ignore format: two samples

async function trained(): Promise<Model> {
  const model = sequential({ inputShape: [4], seed: 1, layers: [dense({ units: 2 })] });
  model.compile({ optimizer: sgd({ momentum: 0.9 }), loss: "meanSquaredError", metrics: ["mae"] });
  const callbacks = [earlyStopping({ monitor: "loss" })];
  await model.fit(x, [[1, 0], [0, 1]], { epochs: 2, callbacks }); // biome-ignore format: one line
  return model;
}

const honest = decodeSafetensors((await trained()).toBytes({ training: true }));

/** The file with one text of its metadata changed. */
function changed(from: string, to: string): Uint8Array {
  const [config, training] = ["kindling", "kindling.training"].map((key) => honest.metadata[key]!);
  const key = config!.includes(from) ? "kindling" : "kindling.training";
  expect(`${config}${training}`).toContain(from);
  const text = honest.metadata[key]!.replace(from, () => to);
  return encodeSafetensors({ ...honest, metadata: { ...honest.metadata, [key]: text } });
}

const nested = (n: number): string => `${"[".repeat(n)}${"]".repeat(n)}`;
const layer = (type: string, config: string): [string, string] => [
  '"layers":[',
  `"layers":[{"type":"${type}","config":${config}},`,
];

let memory: number;

beforeAll(() => {
  memory = process.memoryUsage().arrayBuffers;
});

/** The largest claim below is of 4e15 bytes, the least of 4e9. */
afterAll(() => expect(process.memoryUsage().arrayBuffers - memory).toBeLessThan(2 ** 24));

describe("a file whose metadata lie", () => {
  it("is read where they do not", async () => {
    const again = await loadModel(encodeSafetensors(honest));
    expect(again.predict(x)).toEqual((await trained()).predict(x));
  });

  it.each<[what: string, change: [from: string, to: string], message: string]>([
    ["no JSON", ['{"version"', '{version'], "metadata.kindling: expected JSON, got "],
    ["an array", ['{"version"', '[]{"version"'], "metadata.kindling: expected JSON, got "],
    ["deep nesting", ['{"version"', `{"a":${nested(1e6)},"version"`], "nested deeper than 100"],
    ["deep nesting in a layer", ['"units":2', `"units":${nested(1e5)}`], "nested deeper than 100"],
    ["deep nesting in a training", ['{"step"', `{"a":${nested(1e6)},"step"`], "metadata.kindling.training: expected JSON, got nested deeper than 100"],
    ["a key twice", ['"units":2', '"units":3,"units":2'], 'key "units" twice'],
    ["a newer version", ['"version":1', '"version":1e9'], "expected version 1 to 2, got 1000000000"],
    ["a prototype as a layer's option", ['"units":2', '"units":2,"__proto__":{"useBias":false}'], 'dense: unknown option "__proto__"'],
    ["a prototype as an optimizer's option", ['"momentum":0.9', '"__proto__":{"momentum":0.9}'], 'sgd: unknown option "__proto__"'],
    ["a prototype as a layer's type", ['"type":"dense"', '"type":"__proto__"'], 'layers[0]: type: expected one of "activation"'],
    ["a method as a layer's type", ['"type":"dense"', '"type":"constructor"'], 'layers[0]: type: expected one of "activation"'],
    ["a method as an optimizer", ['"type":"sgd"', '"type":"toString"'], 'optimizer: expected one of "adadelta"'],
    ["a method as a loss", ['"name":"meanSquaredError"', '"name":"valueOf"'], 'loss: expected one of "meanSquaredError"'],
    ["a method as a metric", ['"metrics":["mae"]', '"metrics":["hasOwnProperty"]'], 'metric: expected one of "accuracy"'],
    ["an object in the place of a number", ['"units":2', '"units":{"valueOf":2}'], "dense: units: expected"],
    ["a layer in the place of a number", ['"units":2', '"units":{"type":"dense","config":{"units":2}}'], "dense: units: expected"],
    ["a layer that is none", layer("timeDistributed", '{"layer":{"build":1}}'), "timeDistributed: layer: expected a layer"],
    ["a name with a stroke", ['"units":2', '"units":2,"name":"/slot"'], 'expected a text without "/"'],
    ["a prototype as a name", ['"units":2', '"units":2,"name":"__proto__"'], "weights: expected only __proto__/kernel, __proto__/bias, got"],
    ["units of 4 TB", ['"units":2', '"units":1e12'], "weights: dense_1/kernel: expected [4, 1000000000000], got [4, 2]"],
    ["units beyond all numbers", ['"units":2', '"units":9007199254740991'], "weights: dense_1/kernel: expected [4, 9007199254740991], got [4, 2]"],
    ["an input of 4 PB", ['"inputShape":[4]', '"inputShape":[1e15]'], "weights: dense_1/kernel: expected [1000000000000000, 2], got [4, 2]"],
    ["an input whose size overflows", ['"inputShape":[4]', '"inputShape":[4294967296,4294967296,4294967296]'], "dense \"dense_1\": input: expected [inputs]"],
    ["a negative extent", ['"inputShape":[4]', '"inputShape":[-4]'], "expected an inputShape of whole numbers"],
    ["a row repeated 1e15 times", layer("repeatVector", '{"n":1e15}'), "dense \"dense_1\": input: expected [inputs], got [1000000000000000, 4]"],
    ["sums of 32 GB", ['"metrics":["mae"]', '"metrics":[{"type":"auc","config":{"bins":4e9}}]'], "auc: bins: expected a whole number from 2 to 16777216, got 4000000000"],
    ["1e12 products in a step", ['"type":"sgd","config":{"learningRate":0.01,"momentum":0.9,"nesterov":false}', '"type":"muon","config":{"learningRate":0.01,"iterations":1e12}'], "muon: iterations: expected a whole number from 1 to 100, got 1000000000000"],
    ["a step below 0", ['"step":2', '"step":-1'], "metadata.kindling.training: expected step"],
    ["9e15 steps, up to which powers are multiplied", ['"step":2', '"step":9007199254740991'], "metadata.kindling.training: expected a step of at most 4294967296, got 9007199254740991"],
    ["a callback that is no object", ['"callbacks":{"earlyStopping":{', '"callbacks":{"a":1,"earlyStopping":{'], "expected callbacks with an object for each"],
    ["weights of another optimizer", ['"type":"sgd","config":{"learningRate":0.01,"momentum":0.9,"nesterov":false}', '"type":"adagrad","config":{"learningRate":0.01}'], "metadata.kindling.training: expected /slot/"],
    ["weights of no callback", ['"earlyStopping":', '"lateStopping":'], 'expected only what the optimizer remembers, got "/callback/earlyStopping/'],
  ])("is refused: %s", async (_what, [from, to], message) => {
    const error = await loadModel(changed(from, to)).then(() => undefined, (reason: Error) => reason);
    expect(error?.message).toMatch(/^loadModel: .*(expected .*, got |unknown option)/s);
    expect(error?.message).toContain(message);
    expect(({} as Record<string, unknown>).useBias).toBeUndefined();
  }); // biome-ignore format: one line a lie

  it("is refused for a net of 10,000 layers with weights of none, without ado", async () => {
    const layers = `{"type":"activation","config":{"activation":"relu"}},`.repeat(10_000);
    await expect(
      loadModel(changed('"layers":[', `"layers":[${layers}`).slice(0, -4)),
    ).rejects.toThrow("safetensors: ");
    const many = await loadModel(changed('"layers":[', `"layers":[${layers}`));
    expect(many.layers.length).toBe(10_001);
  });
});

// Saved models for packages/nn/test/saved-files.test.ts, as this version writes them: every later minor
// version reads them. A new version of the format adds files of its own; these stay as they are.
//
//   npm run build && node packages/nn/test/golden/make_saved.mjs
//
// Each is saved in the middle of a training. saved.json holds what comes after: data, predictions,
// and the weights at the end.
import { writeFileSync } from "node:fs";
import {
  adamW, batchNormalization, concatenate, conv2d, cosineDecay, dense, dropout, earlyStopping, embedding,
  flatten, graph, input, lstm, modelCheckpoint, muon, reduceOnPlateau, sequential, topKAccuracy,
} from "@kindling/nn";
import { heNormal } from "@kindling/init";

const wave = (count, salt) => Array.from({ length: count }, (_, i) => Math.sin(1.7 * i + salt));
const rows = (values, length) =>
  Array.from({ length: values.length / length }, (_, i) => values.slice(i * length, (i + 1) * length));

function row() {
  const model = sequential({
    inputShape: [5],
    seed: 2026,
    dialect: "torch",
    layers: [
      embedding({ inputDim: 8, outputDim: 4, maskZero: true, name: "words" }),
      lstm({ units: 4, kernelInitializer: heNormal({ negativeSlope: 0.1 }) }),
      batchNormalization(),
      dropout({ rate: 0.2 }),
      dense({ units: 3, activation: "softmax", biasInitializer: { name: "constant", value: 0.1 } }),
    ],
  });
  model.compile({
    optimizer: adamW({
      learningRate: cosineDecay({ initial: 0.05, steps: 20, warmUp: 3 }),
      weightDecay: 0.02,
      rules: [[/bias$/, { weightDecay: 0 }], [/^words/, { learningRateMultiplier: 0.5, l2: 1e-3 }]],
      globalClipNorm: 1,
      gradientAccumulationSteps: 2,
    }),
    loss: "sparseCategoricalCrossentropy",
    metrics: ["accuracy", topKAccuracy({ k: 2 })],
  });
  const x = rows(wave(60, 1).map((value) => Math.floor(4 + 4 * value)), 5);
  return { model, x, y: x.map((row) => (row[0] + row[1]) % 3), batchSize: 4 };
}

function net() {
  const [image, vector] = [input({ shape: [5, 5, 1] }), input({ shape: [3] })];
  const seen = flatten().apply(conv2d({ filters: 2, kernelSize: 3, activation: "relu" }).apply(image));
  const both = concatenate().apply([seen, vector]);
  const hidden = dense({ units: 4, activation: "tanh", name: "hidden" }).apply(both);
  const answer = dense({ units: 1, activation: "sigmoid", name: "answer" }).apply(hidden);
  const size = dense({ units: 2, name: "size" }).apply(hidden);
  const model = graph({ inputs: [image, vector], outputs: [answer, size], seed: 7 });
  model.compile({
    optimizer: muon({ learningRate: 0.02, exclude: [/^answer/] }),
    loss: ["binaryCrossentropy", "huber"],
    lossWeights: [1, 0.5],
    metrics: [["accuracy"], ["mae"]],
    weightedMetrics: [[], ["mse"]],
  });
  const images = rows(rows(rows(wave(250, 0.2), 1), 5), 5);
  const vectors = rows(wave(30, 0.7), 3);
  const targets = [vectors.map(([a]) => [a > 0 ? 1 : 0]), vectors.map(([a, b]) => [a * b, a - b])];
  return { model, x: [images, vectors], y: targets, batchSize: 3 };
}

const saved = {};
for (const [name, make, at] of [["saved-1", row, 5], ["saved-2", net, 6]]) {
  const { model, x, y, batchSize } = make();
  const training = { epochs: 4, batchSize };
  let batches = 0;
  const callbacks = [
    earlyStopping({ monitor: "loss", patience: 9 }),
    reduceOnPlateau({ monitor: "loss", factor: 0.5, patience: 9 }),
    modelCheckpoint({
      everyBatches: 1,
      save: (bytes) => {
        if (++batches !== at) return;
        writeFileSync(new URL(`${name}.safetensors`, import.meta.url), bytes);
        saved[name] = { x, y, training, predictions: [model.predict(x)].flat().map(({ data }) => [...data]) };
      },
    }),
  ];
  const { history } = await model.fit(x, y, { ...training, callbacks });
  const weights = Object.fromEntries([...model.getWeights()].map(([path, { data }]) => [path, [...data]]));
  Object.assign(saved[name], { history, weights });
}
writeFileSync(new URL("saved.json", import.meta.url), `${JSON.stringify(saved)}\n`);

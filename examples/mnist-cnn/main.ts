// Recognizes handwritten digits with a small convolutional net: 99 of 100 and more.
//
//     node examples/dist/mnist-cnn/main.js
//     node examples/dist/mnist-cnn/main.js --limit 5000 --epochs 3
import { parseArgs } from "node:util";
import {
  adam,
  conv2d,
  cosineDecay,
  dense,
  dropout,
  flatten,
  maxPooling2d,
  sequential,
} from "@kindling/nn";
import { CLASSES, loadMnist, SIDE } from "../mnist/data.ts";
import { watch } from "../mnist/progress.ts";

const { values } = parseArgs({
  options: {
    epochs: { type: "string", default: "8" },
    limit: { type: "string", default: "60000" },
    seed: { type: "string", default: "42" },
  },
});
const epochs = Number(values.epochs);
const batchSize = 64;

const { train, test } = loadMnist(Number(values.limit));
const convolution = (filters: number) =>
  conv2d({ filters, kernelSize: 3, activation: "relu", kernelInitializer: "heNormal" });

const model = sequential({
  inputShape: [SIDE, SIDE, 1],
  seed: Number(values.seed),
  layers: [
    convolution(16),
    maxPooling2d({ poolSize: 2 }),
    convolution(32),
    maxPooling2d({ poolSize: 2 }),
    flatten(),
    dense({ units: 64, activation: "relu", kernelInitializer: "heNormal" }),
    dropout({ rate: 0.3 }),
    dense({ units: CLASSES, activation: "softmax" }),
  ],
});
const steps = epochs * Math.ceil(train.count / batchSize);
model.compile({
  optimizer: adam({ learningRate: cosineDecay({ initial: 2e-3, steps }) }),
  loss: "sparseCategoricalCrossentropy",
  metrics: ["accuracy"],
});
console.log(model.summary());

const start = performance.now();
await watch(process.stdout, (watched) =>
  model.fit(train.images, train.labels, { epochs, batchSize, ...watched }),
);
console.log(`trained in ${((performance.now() - start) / 1000).toFixed(1)} s`);

const { accuracy = 0 } = model.evaluate(test.images, test.labels, { batchSize: 100 });
console.log(`test accuracy ${accuracy.toFixed(4)}`);

// Trains a small net and prints, as JSON, the SHA-256 of the model before and after.
import { createHash } from "node:crypto";
import { kernels } from "@kindling/core";
import { adam, dense, dropout, sequential } from "@kindling/nn";

const model = sequential({
  inputShape: [16],
  seed: 7,
  layers: [
    dense({ units: 33, activation: "relu", kernelInitializer: "heNormal" }),
    dropout({ rate: 0.2 }),
    dense({ units: 17, activation: "tanh", kernelInitializer: "glorotUniform" }),
    dense({ units: 5, activation: "softmax", kernelInitializer: "orthogonal" }),
  ],
});
model.compile({
  optimizer: adam({ learningRate: 1e-2 }),
  loss: "sparseCategoricalCrossentropy",
  metrics: ["accuracy"],
});

const samples = 500;
const { x, y } = clusters();
const before = digest(model.toBytes());
const { history } = await model.fit(x, y, { epochs: 5, batchSize: 32, validationData: [x, y] });
const after = digest(model.toBytes());
const predicted = digest(model.predict(x).data);
console.log(
  JSON.stringify({
    node: process.versions.node,
    result: { kernels: kernels().name, before, after, predicted, history },
  }),
);

/** Five noisy clusters from integer arithmetic alone. */
function clusters() {
  let state = 1;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  };
  const centers = Array.from({ length: 5 }, () => Array.from({ length: 16 }, next));
  const labels = Array.from({ length: samples }, (_, i) => i % 5);
  return { x: labels.map((label) => centers[label].map((c) => c + 0.5 * next())), y: labels };
}

function digest(bytes) {
  return createHash("sha256").update(bytes).digest("hex");
}

import * as tf from "@tensorflow/tfjs-core";
import * as layers from "@tensorflow/tfjs-layers";
import "@tensorflow/tfjs-backend-wasm";

export async function train(x, y) {
  await tf.setBackend("wasm");
  const model = layers.sequential({
    layers: [
      layers.layers.dense({ units: 128, activation: "relu", inputShape: [784] }),
      layers.layers.dense({ units: 10, activation: "softmax" }),
    ],
  });
  model.compile({
    optimizer: "adam",
    loss: "sparseCategoricalCrossentropy",
    metrics: ["accuracy"],
  });
  await model.fit(x, y, { epochs: 5, batchSize: 32 });
  return model.predict(x);
}

import { adam, dense, sequential } from "@kindling/nn";

export async function train(x, y) {
  const model = sequential({
    inputShape: [784],
    seed: 42,
    layers: [
      dense({ units: 128, activation: "relu", kernelInitializer: "heNormal" }),
      dense({ units: 10, activation: "softmax" }),
    ],
  });
  model.compile({
    optimizer: adam(),
    loss: "sparseCategoricalCrossentropy",
    metrics: ["accuracy"],
  });
  await model.fit(x, y, { epochs: 5, batchSize: 32 });
  return model.predict(x);
}

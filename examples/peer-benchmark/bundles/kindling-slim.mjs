import { heNormal } from "@kindling/init";
import {
  accuracy,
  adam,
  dense,
  relu,
  sequential,
  softmax,
  sparseCategoricalCrossentropy,
} from "@kindling/nn/slim";
export async function train(x, y) {
  const model = sequential({
    inputShape: [784],
    seed: 42,
    layers: [
      dense({ units: 128, activation: relu(), kernelInitializer: heNormal() }),
      dense({ units: 10, activation: softmax() }),
    ],
  });
  model.compile({
    optimizer: adam(),
    loss: sparseCategoricalCrossentropy(),
    metrics: [accuracy()],
  });
  await model.fit(x, y, { epochs: 5, batchSize: 32 });
  return model.predict(x);
}

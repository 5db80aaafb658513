// Tells three kinds of iris apart by their flowers' measures, and says how well with ten-fold
// cross-validation: every flower is judged by a net that has not seen it.
//
//     node examples/dist/iris/main.js
import { createRng } from "@kindling/core";
import { adam, dense, sequential } from "@kindling/nn";
import { foldsOf, loadIris, type Measures, standardized } from "./data.ts";

const FOLDS = 10;
const SEED = 42;

const { kinds, flowers } = loadIris();
const folds = foldsOf(flowers, FOLDS, createRng(SEED));
let right = 0;

for (const [fold, test] of folds.entries()) {
  const train = folds.filter((other) => other !== test).flat();
  const [xTrain, xTest] = standardized(measuresOf(train), measuresOf(test));
  const model = sequential({
    inputShape: [4],
    seed: SEED + fold,
    layers: [
      dense({ units: 16, activation: "tanh", kernelInitializer: "glorotNormal" }),
      dense({ units: kinds.length, activation: "softmax" }),
    ],
  });
  model.compile({
    optimizer: adam({ learningRate: 0.01 }),
    loss: "sparseCategoricalCrossentropy",
    metrics: ["accuracy"],
  });
  await model.fit(xTrain, labelsOf(train), { epochs: 60, batchSize: 16 });
  const { accuracy = 0 } = model.evaluate(xTest, labelsOf(test));
  console.log(`fold ${fold + 1}: ${accuracy.toFixed(3)} of ${test.length} flowers`);
  right += Math.round(accuracy * test.length);
}
console.log(`accuracy in ${FOLDS}-fold cross-validation ${(right / flowers.length).toFixed(4)}`);

function measuresOf(some: typeof flowers): Measures[] {
  return some.map(({ measures }) => measures);
}

function labelsOf(some: typeof flowers): number[] {
  return some.map(({ kind }) => kind);
}

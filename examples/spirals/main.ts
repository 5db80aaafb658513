// Tells two intertwined spirals apart, which no straight line can, and draws what the net has learned.
//
//     node examples/dist/spirals/main.js
import { createRng } from "@kindling/core";
import { adam, dense, sequential } from "@kindling/nn";
import { drawPlane } from "./plane.ts";
import { spirals } from "./spirals.ts";

const rng = createRng(42);
const train = spirals(rng.at("train"), 400, 0.1);
const test = spirals(rng.at("test"), 400, 0.1);

const hidden = () => dense({ units: 32, activation: "tanh", kernelInitializer: "glorotUniform" });
const model = sequential({
  inputShape: [2],
  seed: 42,
  layers: [hidden(), hidden(), dense({ units: 1, activation: "sigmoid" })],
});
model.compile({
  optimizer: adam({ learningRate: 0.01 }),
  loss: "binaryCrossentropy",
  metrics: ["accuracy"],
});
await model.fit(train.points, train.arms, { epochs: 200, batchSize: 32 });

console.log(drawPlane((points) => model.predict(points).data, test));
const { accuracy = 0 } = model.evaluate(test.points, test.arms);
console.log(`test accuracy ${accuracy.toFixed(4)}`);

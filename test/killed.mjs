// Trains to the end, from its checkpoint where there is one. Prints "begun" where the training
// begins, and the digest of its end.
//
//   node killed.mjs FILE
import { createHash } from "node:crypto";
import {
  adam,
  dense,
  dropout,
  earlyStopping,
  loadModel,
  modelCheckpoint,
  reduceOnPlateau,
  sequential,
} from "@kindling/nn";
import { atomicFile } from "@kindling/nn/node";

const file = atomicFile(process.argv[2]);
const x = Array.from({ length: 300 }, (_, i) => [((7 * i) % 13) / 13, ((5 * i) % 11) / 11]);
const y = x.map(([a, b]) => a * b);

const saved = await file.read();
const model = saved ? await loadModel(saved) : fresh();
console.log("begun");
await model.fit(x, y, {
  epochs: 80,
  batchSize: 10,
  validationData: [x.slice(0, 40), y.slice(0, 40)],
  resume: true,
  callbacks: [
    earlyStopping({ patience: 60 }),
    reduceOnPlateau({ monitor: "loss", patience: 20, minDelta: 1e-3 }),
    modelCheckpoint({ save: file.write, everyBatches: 7 }),
  ],
});
console.log(
  createHash("sha256")
    .update(model.toBytes({ training: true }))
    .digest("hex"),
);

function fresh() {
  const net = sequential({
    inputShape: [2],
    seed: 5,
    layers: [dense({ units: 16, activation: "tanh" }), dropout({ rate: 0.1 }), dense({ units: 1 })],
  });
  net.compile({ optimizer: adam({ learningRate: 0.01 }), loss: "meanSquaredError" });
  return net;
}

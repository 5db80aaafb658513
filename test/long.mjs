// Takes steps with the tiny net and prints, as JSON, how memory grew. Needs --expose-gc.
//
//   node --expose-gc long.mjs STEPS
import { setImmediate } from "node:timers/promises";
import { dense, sequential, sgd } from "@kindling/nn";

const WARM_UP = 20_000;
const steps = Number(process.argv[2]);
const model = sequential({
  inputShape: [2],
  seed: 1,
  layers: [
    dense({ units: 16, activation: "tanh" }),
    dense({ units: 16, activation: "tanh" }),
    dense({ units: 1, activation: "sigmoid" }),
  ],
});
model.compile({ optimizer: sgd({ learningRate: 0.1 }), loss: "binaryCrossentropy" });
const x = Array.from({ length: 16 }, (_, i) => [(i % 4) / 4, (i >> 2) / 4]);
const y = Float32Array.from(x, ([a, b]) => (a > b ? 1 : 0));

// Through fit, which counts, shuffles and gives way: what people run.
await model.fit(x, y, { epochs: WARM_UP, batchSize: 16 });
const before = await settled();
const { loss } = await model.fit(x, y, { epochs: 1, batchSize: 16 }).then(({ history }) => history);
for (let done = 0; done < steps; done += 10_000) {
  await model.fit(x, y, { epochs: 10_000, batchSize: 16 });
}
const after = await settled();
console.log(
  JSON.stringify({
    heapGrowth: after.heapUsed - before.heapUsed,
    externalGrowth: after.external - before.external,
    residentGrowth: after.rss - before.rss,
    first: loss[0],
    last: model.evaluate(x, y).loss,
  }),
);

async function settled() {
  for (let round = 0; round < 3; round++) {
    globalThis.gc();
    await setImmediate();
  }
  return process.memoryUsage();
}

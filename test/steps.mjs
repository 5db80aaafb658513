// Takes training steps and prints, as JSON, what they did to the process. Needs --expose-gc.
//
//   node --expose-gc steps.mjs STEPS HIDDEN BATCH
import { PerformanceObserver } from "node:perf_hooks";
import { setImmediate } from "node:timers/promises";
import { getHeapStatistics } from "node:v8";
import { tensor } from "@kindling/core";
import { adam, dense, sequential } from "@kindling/nn";

const WARM_UP = 10_000;
const [steps, hidden, batch] = process.argv.slice(2).map(Number);

/** Heap where the step under way began, and what every look at it and every step has taken. */
const start = Float64Array.of(0);
const takenByLooks = new Float64Array(WARM_UP + steps);
const takenBySteps = new Float64Array(WARM_UP + steps);
const taken = Int32Array.of(0);
const latest = { statistics: getHeapStatistics() };

const model = sequential({
  inputShape: [64],
  seed: 1,
  layers: [
    opening(dense({ units: hidden, activation: "relu" })),
    dense({ units: 10, activation: "softmax" }),
  ],
});
model.compile({ optimizer: closing(adam()), loss: "sparseCategoricalCrossentropy" });
const x = tensor(
  Array.from({ length: batch }, (_, i) =>
    Array.from({ length: 64 }, (_, j) => ((7 * i + 5 * j) % 13) / 13),
  ),
);
const y = tensor(Array.from({ length: batch }, (_, i) => i % 10));

const collections = [];
new PerformanceObserver((list) => {
  for (const { startTime } of list.getEntries()) collections.push(startTime);
}).observe({ entryTypes: ["gc"] });

take(WARM_UP);
const before = await settled();
const [begin, beginTime] = [process.memoryUsage(), performance.now()];
take(steps);
const [end, endTime] = [process.memoryUsage(), performance.now()];
const after = await settled();

const look = percentile(takenByLooks, 0.5);
console.log(
  JSON.stringify({
    // From the first layer's forward pass to the end of the update. This and the next are exact
    // as long as nothing is collected between the steps. One step in thousands is charged with
    // what the engine allocates for itself.
    bytesPerStep: percentile(takenBySteps, 0.99) - look,
    bytesPerCall:
      (end.heapUsed - begin.heapUsed + end.external - begin.external) / steps - 4 * look,
    collections: collections.filter((time) => time >= beginTime && time <= endTime).length,
    heapGrowth: after.heapUsed - before.heapUsed,
    externalGrowth: after.external - before.external,
    residentGrowth: after.rss - before.rss,
  }),
);

function take(count) {
  for (let step = 0; step < count; step++) model.trainOnBatch(x, y);
}

/** The layer, with a look at the heap where the step begins. */
function opening(layer) {
  const build = (scope, input) => {
    const built = layer.build(scope, input);
    const bind = (io) => {
      const { forward, backward } = built.bind(io);
      return {
        forward: () => {
          const first = heap();
          const second = heap();
          takenByLooks[taken[0]] = second - first;
          start[0] = heap();
          forward();
        },
        backward,
      };
    };
    return { ...built, bind };
  };
  return { ...layer, build };
}

/** The optimizer, with a look at the heap where the step ends. */
function closing(optimizer) {
  const bind = (io) => {
    const update = optimizer.bind(io);
    return () => {
      update();
      takenBySteps[taken[0]++] = heap() - start[0];
    };
  };
  return { ...optimizer, bind };
}

/** What no more than this share of the steps after the warm-up have exceeded. */
function percentile(values, share) {
  return values.slice(WARM_UP).sort()[Math.ceil(share * steps) - 1];
}

/** Keeps the object it gets, so that every look takes as much as any other. */
function heap() {
  latest.statistics = getHeapStatistics();
  return latest.statistics.used_heap_size;
}

/** What remains once everything that can be collected is. */
async function settled() {
  for (let round = 0; round < 3; round++) {
    globalThis.gc();
    await setImmediate();
  }
  return process.memoryUsage();
}

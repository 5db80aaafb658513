// Makes many small models, each taking a step, and prints, as JSON, what they did to the process.
//
//   node models.mjs kept COUNT        all stay alive
//   node models.mjs dropped COUNT     each is dropped at once; the loop never gives way
//   node models.mjs awaited COUNT     the same, giving way to the event loop every 100 models
import { setImmediate } from "node:timers/promises";
import { adam, dense, sequential } from "@kindling/nn";

const WARM_UP = 10_000;
const [mode, count] = [process.argv[2], Number(process.argv[3])];
const x = [Array.from({ length: 16 }, (_, i) => i / 16)];
const y = [1];

const kept = [];
const views = [];
let resident = process.memoryUsage.rss();
let residentGrowth = 0;
for (let seed = 0; seed < count; seed++) {
  const model = stepped(seed);
  if (mode === "kept") kept.push(model);
  else if (seed < 20) views.push(...viewsOf(model));
  if (mode === "awaited" && seed % 100 === 0) await setImmediate();
  if (mode !== "kept" && seed <= WARM_UP) resident = Math.max(resident, process.memoryUsage.rss());
  else if (seed % 100 === 99) {
    residentGrowth = Math.max(residentGrowth, process.memoryUsage.rss() - resident);
  }
}

console.log(
  JSON.stringify({
    parameters: stepped(0).parameters.reduce((sum, { value }) => sum + value.size, 0),
    residentGrowth,
    /** Models whose weights are not those of one that was alone. */
    disturbed: kept.filter((model, seed) => seed % 10 === 0 && !sameWeights(model, stepped(seed)))
      .length,
    /** Views whose elements are not those they had when their model was dropped. */
    changed: views.filter(({ view, before }) => !same(elements(view), before)).length,
    views: views.length,
  }),
);

function stepped(seed) {
  const model = sequential({
    inputShape: [16],
    seed,
    layers: [
      dense({ units: 40, activation: "relu" }),
      dense({ units: 8, activation: "softmax", useBias: false }),
    ],
  });
  model.compile({ optimizer: adam(), loss: "sparseCategoricalCrossentropy" });
  model.trainOnBatch(x, y);
  return model;
}

/** The tensor itself, and views that ndarray makes of it. */
function viewsOf({ parameters: [{ value }] }) {
  return [value, value.transpose(1, 0), value.pick(3), value.lo(2, 1).hi(4, 4)].map((view) => ({
    view,
    before: elements(view),
  }));
}

function elements(view) {
  const [rows, columns = 1] = view.shape;
  return Array.from({ length: rows * columns }, (_, at) =>
    view.get(Math.floor(at / columns), at % columns),
  );
}

function sameWeights(one, other) {
  return one.parameters.every(({ value }, i) => same(value.data, other.parameters[i].value.data));
}

function same(a, b) {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}

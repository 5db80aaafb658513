import { readFileSync } from "node:fs";
import {
  type DataOfAll, earlyStopping, loadModel, modelCheckpoint, reduceOnPlateau,
} from "@kindling/nn"; // biome-ignore format: names
import { describe, expect, it } from "vitest";
import { decodeSafetensors } from "../src/formats/safetensors.ts";
import golden from "./golden/saved.json" with { type: "json" };

// Files of earlier versions, each saved in the middle of a training: see golden/make_saved.mjs.
// Kernels may come to add in another order, so what is computed anew is compared up to rounding:
// 2⁻²⁴ relative in each of some hundred additions in a row. Without moments, or with another order of
// samples, dropout mask or learning rate, the weights end 2,000 times as far away.
const LIMIT = 1e-5;

describe.each(Object.entries(golden))("%s", (name, saved) => {
  const bytes = readFileSync(new URL(`golden/${name}.safetensors`, import.meta.url));
  const [x, y] = [saved.x, saved.y] as unknown as [DataOfAll, DataOfAll];

  it("comes back with its weights to the bit, and how they began", async () => {
    const model = await loadModel(bytes);
    const { tensors, metadata } = decodeSafetensors(bytes);
    for (const [path, { shape, data }] of model.getWeights()) {
      expect({ shape, data }, path).toEqual(tensors.get(path));
    }
    const { initializers } = JSON.parse(metadata.kindling!);
    const again = decodeSafetensors(model.toBytes()).metadata.kindling!;
    expect(JSON.parse(again).initializers).toEqual(initializers);
    expect(Object.keys(initializers)).toEqual(model.parameters.map(({ path }) => path));
  });

  it("predicts what it predicted", async () => {
    const model = await loadModel(bytes);
    const predictions = [model.predict(x)].flat();
    for (const [i, expected] of saved.predictions.entries()) {
      expect(farthest(predictions[i]!.data, expected)).toBeLessThan(LIMIT);
    }
  });

  it("trains on to where that training ended", async () => {
    const model = await loadModel(bytes);
    const callbacks = [
      earlyStopping({ monitor: "loss", patience: 9 }),
      reduceOnPlateau({ monitor: "loss", factor: 0.5, patience: 9 }),
      modelCheckpoint({ save: () => {}, everyBatches: 1 }),
    ];
    const { history } = await model.fit(x, y, { ...saved.training, callbacks, resume: true });
    for (const [figure, values] of Object.entries(saved.history)) {
      expect(farthest(history[figure]!, values), figure).toBeLessThan(LIMIT);
    }
    const weights = Object.entries<readonly number[]>(saved.weights);
    expect(weights.length).toBe(model.parameters.length);
    for (const [path, values] of weights) {
      expect(farthest(model.getWeights().get(path)!.data, values), path).toBeLessThan(LIMIT);
    }
  });
});

/** The largest difference, relative to the largest number. */
function farthest(got: ArrayLike<number>, expected: readonly number[]): number {
  expect(got.length).toBe(expected.length);
  const largest = Math.max(...expected.map(Math.abs));
  return Math.max(...expected.map((value, i) => Math.abs(got[i]! - value))) / largest;
}

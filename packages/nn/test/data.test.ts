import { type Tensor, tensor } from "@kindling/core";
import { dense, flatten, loadModel, type Model, sequential, sgd } from "@kindling/nn";
import ndarray from "ndarray";
import { describe, expect, it } from "vitest";

/** The net y = x. */
function identity(width: number, metrics: Parameters<Model["compile"]>[0]["metrics"] = []): Model {
  const model = sequential({ inputShape: [width], layers: [flatten()] });
  model.compile({ optimizer: sgd(), loss: "meanSquaredError", metrics });
  return model;
}

// Rows of 64 and more are copied as blocks.
describe.each([1, 3, 64])("a view that begins later, of rows of %d numbers", (width) => {
  // Row i holds i, i + ½, i, i + ½, …
  const rows = [0, 1, 2, 3, 4].map((i) => Array.from({ length: width }, (_, j) => i + (j % 2) / 2));
  const all = tensor(rows);
  const expected = (first: number, end: number): Float32Array =>
    Float32Array.from(rows.slice(first, end).flat());

  it("is read from where it begins to where it ends, in batches of any size", () => {
    const model = identity(width);
    const views: [Tensor, number, number][] = [
      [all.lo(2), 2, 5],
      [all.hi(3).lo(1), 1, 3],
      [all.lo(4), 4, 5],
    ];
    for (const [view, first, end] of views) {
      for (const batchSize of [1, 2, 32]) {
        expect(model.predict(view, { batchSize }).data).toEqual(expected(first, end));
      }
    }
  });

  it("is read so for targets and by fit, too", async () => {
    const seen: number[][] = [];
    const model = identity(width, [
      {
        name: "pair",
        sums: 0,
        bind:
          ({ y, target }) =>
          () =>
            void seen.push([y.data[0]!, target.data[0]!]),
        value: () => 0,
      },
    ]);
    // Each sample differs from its target by 1.
    expect(model.evaluate(all.lo(2), all.hi(4).lo(1)).loss).toBe(1);
    for (const shuffle of [false, true]) {
      seen.length = 0;
      const data = [all.lo(2), all.hi(4).lo(1)] as const;
      await model.fit(...data, { batchSize: 1, shuffle });
      expect(seen.toSorted()).toEqual([[2, 1], [3, 2], [4, 3]]); // biome-ignore format: one line
    }
  });

  it("is refused for numbers inside that are not finite, not for those outside", () => {
    const model = identity(width);
    const data = new Float64Array(5 * width);
    data[0] = Number.NaN;
    const x = ndarray(data, [5, width]);
    expect(model.predict(x.lo(1)).size).toBe(4 * width);
    data[3 * width] = Number.POSITIVE_INFINITY;
    expect(() => model.predict(x.lo(1))).toThrow("got Infinity in sample 2, entry 0");
    expect(model.predict(x.hi(3).lo(1)).size).toBe(2 * width);
  });
});

describe("class numbers in a view that begins later", () => {
  const model = sequential({
    inputShape: [2],
    layers: [dense({ units: 2, activation: "softmax" })],
  });
  const loss = "sparseCategoricalCrossentropy";
  model.compile({ optimizer: sgd(), loss });
  const x = [[1, 0], [0, 1]]; // biome-ignore format: two samples

  it("are checked inside the view alone", () => {
    const y = ndarray(new Int32Array([7, 0, 1, 7]), [4]);
    expect(model.evaluate(x, y.hi(3).lo(1))).toEqual(model.evaluate(x, [0, 1]));
    expect(() => model.evaluate(x, y.lo(2))).toThrow("got 7 in sample 1");
  });
});

describe("saved weights", () => {
  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
    "are refused with %d among them",
    async (value) => {
      const model = sequential({ inputShape: [2], layers: [dense({ units: 3 })] });
      await expect(loadModel(model.toBytes())).resolves.toBeDefined();
      model.parameters[0]!.value.data[4] = value;
      await expect(loadModel(model.toBytes())).rejects.toThrow(
        `loadModel: weights: dense_1/kernel: expected finite numbers, got ${value} at 4`,
      );
    },
  );
});

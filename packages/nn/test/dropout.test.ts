import { type Data, dropout, flatten, type Layer, type Model, sequential, sgd } from "@kindling/nn";
import { describe, expect, it } from "vitest";

const WIDTH = 1024;
const ROWS = 16;
const N = ROWS * WIDTH;
const ones = new Float32Array(N).fill(1);
const zeros = new Float32Array(N);

/** A net that is nothing but dropout: at inputs of 1 its outputs are the mask. */
function maskNet(
  rate: number,
  { seed = 1, name = "noise", behind = [] as Layer[] } = {},
): {
  model: Model;
  step: (x?: Data) => Float32Array;
  outputs: Float32Array[];
} {
  const outputs: Float32Array[] = [];
  const model = sequential({
    inputShape: [WIDTH],
    seed,
    layers: [dropout({ rate, name }), ...behind],
  });
  model.compile({
    optimizer: sgd(),
    loss: "meanSquaredError",
    metrics: [
      {
        name: "outputs",
        sums: 0,
        value: () => 0,
        bind:
          ({ y }) =>
          () =>
            void outputs.push(Float32Array.from(y.data)),
      },
    ],
  });
  const step = (x: Data = ones): Float32Array => {
    model.trainOnBatch(x, x);
    return outputs.at(-1)!;
  };
  return { model, step, outputs };
}

/** Share of elements in which two masks agree. */
function agreement(a: Float32Array, b: Float32Array): number {
  return a.reduce((count, value, i) => count + (value === b[i] ? 1 : 0), 0) / a.length;
}

describe("dropout", () => {
  it.each([0.2, 0.5, 0.75])("at rate %d drops that share and scales the rest", (rate) => {
    const mask = maskNet(rate).step();
    expect(new Set(mask)).toEqual(new Set([0, Math.fround(1 / (1 - rate))]));
    const dropped = mask.filter((value) => value === 0).length / N;
    const standardError = Math.sqrt((rate * (1 - rate)) / N); // of a binomial proportion
    expect(Math.abs(dropped - rate)).toBeLessThan(4 * standardError);
  });

  it("draws another mask at every step and for every sample", () => {
    const { step } = maskNet(0.5);
    const masks = [step(), step(), step()] as const;
    // Independent masks agree in half of their elements, with variance ¼ each.
    const bound = (elements: number): number => 4 * Math.sqrt(0.25 / elements);
    expect(Math.abs(agreement(masks[0], masks[1]) - 0.5)).toBeLessThan(bound(N));
    expect(Math.abs(agreement(masks[1], masks[2]) - 0.5)).toBeLessThan(bound(N));
    const [first, second] = [masks[0].subarray(0, WIDTH), masks[0].subarray(WIDTH, 2 * WIDTH)];
    expect(Math.abs(agreement(first, second) - 0.5)).toBeLessThan(bound(WIDTH));
  });

  it("has a mask that is a function of seed, path and step", () => {
    const { step } = maskNet(0.5);
    const masks = [step(), step()];
    const twin = maskNet(0.5, { behind: [flatten()] });
    twin.step(ones.subarray(0, WIDTH));
    expect(twin.step()).toEqual(masks[1]);
    expect(maskNet(0.5, { seed: 2 }).step()).not.toEqual(masks[0]);
    expect(maskNet(0.5, { name: "other" }).step()).not.toEqual(masks[0]);
  });

  it("is off in evaluate and predict", () => {
    const { model, step, outputs } = maskNet(0.5);
    step();
    expect(model.evaluate(ones, zeros, { batchSize: ROWS }).loss).toBe(1);
    expect(outputs.at(-1)).toEqual(ones);
    expect(model.predict(ones).data).toEqual(ones);
  });
});

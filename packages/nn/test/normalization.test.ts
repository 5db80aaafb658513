import { tensor, toNested } from "@kindling/core";
import {
  batchNormalization, dense, groupNormalization, layerNormalization, loadModel, normalization,
  rmsNormalization, sequential, sgd,
} from "@kindling/nn"; // biome-ignore format: names
import { describe, expect, it } from "vitest";

const valuesOf = (net: ReturnType<typeof sequential>, name: string) =>
  Array.from(net.parameters.find(({ path }) => path.endsWith(name))!.value.data);

describe("batch normalization", () => {
  // By hand: mean 2 and variance 1 of the column 1, 3; mean 10 and variance 0 of the other.
  const x = [[1, 10], [3, 10]]; // biome-ignore format: one line

  it("keeps running statistics, by the momentum, of the whole batch's variance", () => {
    const net = sequential({ inputShape: [2], layers: [batchNormalization({ momentum: 0.75 })] });
    net.compile({ optimizer: sgd({ learningRate: 1e-30 }), loss: "meanSquaredError" });
    net.trainOnBatch(x, x);
    expect(valuesOf(net, "movingMean")).toEqual([0.5, 2.5]);
    expect(valuesOf(net, "movingVariance")).toEqual([1, 0.75]);
    net.trainOnBatch(x, x);
    expect(valuesOf(net, "movingMean")).toEqual([0.875, 4.375]);
  });

  it("normalizes by them when it predicts and evaluates, and changes nothing then", () => {
    const layer = batchNormalization({
      epsilon: 1e-12,
      movingMeanInitializer: { name: "constant", value: 1 },
      movingVarianceInitializer: { name: "constant", value: 4 },
    });
    const net = sequential({ inputShape: [2], layers: [layer] });
    net.compile({ optimizer: sgd(), loss: "meanSquaredError" });
    const y = toNested(net.predict(x)) as number[][];
    for (const [i, value] of [0, 4.5, 1, 4.5].entries()) expect(y.flat()[i]).toBeCloseTo(value, 6);
    net.evaluate(x, x);
    expect(valuesOf(net, "movingMean")).toEqual([1, 1]);
  });

  it("keeps them in front of everything that trains, and without anything that does", () => {
    const layer = batchNormalization({ scale: false, center: false, momentum: 0 });
    const net = sequential({ inputShape: [2], layers: [layer, dense({ units: 1 })] });
    net.compile({ optimizer: sgd(), loss: "meanSquaredError" });
    net.trainOnBatch(x, [[0], [1]]);
    expect(valuesOf(net, "movingMean")).toEqual([2, 10]);
    expect(net.parameters.filter(({ trainable }) => trainable)).toHaveLength(2);
  });

  it("leaves them alone when the loss is not finite", () => {
    const layers = [batchNormalization({ momentum: 0 }), dense({ units: 1 })];
    const net = sequential({ inputShape: [2], layers });
    net.compile({ optimizer: sgd(), loss: "meanSquaredError" });
    net.parameters.find(({ path }) => path === "dense_1/kernel")!.value.data.fill(3e38);
    expect(() => net.trainOnBatch(x, [[0], [1]])).toThrow("expected a finite loss");
    expect(valuesOf(net, "movingMean")).toEqual([0, 0]);
  });

  it("saves them", async () => {
    const net = sequential({ inputShape: [2], layers: [batchNormalization({ momentum: 0 })] });
    net.compile({ optimizer: sgd(), loss: "meanSquaredError" });
    net.trainOnBatch(x, x);
    const again = await loadModel(net.toBytes());
    expect(valuesOf(again, "movingMean")).toEqual([2, 10]);
    expect(toNested(again.predict(x))).toEqual(toNested(net.predict(x)));
  });
});

describe("normalization", () => {
  it("adapts to data: mean and variance of every feature", () => {
    const { config } = normalization.adapt(tensor([[[1, 5]], [[3, 5]], [[8, 5]]]));
    // (1 + 3 + 8)/3 = 4, (9 + 1 + 16)/3 = 26/3
    const { mean, variance } = config as { mean: number[]; variance: number[] };
    expect(mean[0]).toBeCloseTo(4, 12);
    expect(variance[0]).toBeCloseTo(26 / 3, 12);
    expect([mean[1], variance[1]]).toEqual([5, 0]);
  });

  it("gives features that never change 0", () => {
    const net = sequential({ inputShape: [1], layers: [normalization.adapt([[5], [5]])] });
    expect(toNested(net.predict([[5]]))).toEqual([[0]]);
  });

  it("says what does not fit", () => {
    expect(() => normalization.adapt([1, 2])).toThrow(
      "normalization: adapt: expected [samples, …, features] with at least one of each, got [2]",
    );
    expect(() => normalization({ mean: [1], variance: [-1] })).toThrow(
      "normalization: variance: expected 1 numbers, 0 or more, got [-1]",
    );
    const layers = [normalization({ mean: [1], variance: [1] })];
    expect(() => sequential({ inputShape: [2], layers })).toThrow(
      'normalization "normalization_1": input: expected [batch, …, 1], as many features as there are statistics, got [batch, 2]',
    );
  });
});

describe("normalization within samples", () => {
  it("has mean 0 and variance 1 along its axes, of one row by hand", () => {
    // Mean 2, variance 2/3; without a mean the square is 14/3.
    const rows = [
      [layerNormalization({ epsilon: 1e-12 }), [-Math.sqrt(1.5), 0, Math.sqrt(1.5)]],
      [rmsNormalization({ epsilon: 1e-12 }), [1, 2, 3].map((value) => value / Math.sqrt(14 / 3))],
      [groupNormalization({ groups: 1, epsilon: 1e-12 }), [-Math.sqrt(1.5), 0, Math.sqrt(1.5)]],
      [groupNormalization({ groups: 3, epsilon: 1e-12 }), [0, 0, 0]],
    ] as const;
    for (const [layer, expected] of rows) {
      const y = sequential({ inputShape: [3], layers: [layer] }).predict([[1, 2, 3]]);
      for (const [i, value] of expected.entries()) expect(y.get(0, i)).toBeCloseTo(value, 6);
    }
  });

  it("says what does not fit", () => {
    expect(() =>
      sequential({ inputShape: [4], layers: [groupNormalization({ groups: 3 })] }),
    ).toThrow(
      'groupNormalization "groupNormalization_1": groups: expected a divisor of the 4 channels, got 3',
    );
    expect(() => sequential({ inputShape: [], layers: [layerNormalization()] })).toThrow(
      'layerNormalization "layerNormalization_1": input: expected [batch, …, channels], got [batch]',
    );
    expect(() => layerNormalization({ epsilon: 0 })).toThrow(
      "layerNormalization: epsilon: expected a finite number above 0, got 0",
    );
    expect(() => batchNormalization({ momentum: 1 })).toThrow(
      "batchNormalization: momentum: expected a number in [0, 1), got 1",
    );
  });
});

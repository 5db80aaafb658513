import { type Tensor, zeros } from "@kindling/core";
import {
  alphaDropout, gaussianDropout, gaussianNoise, type Layer, sequential, sgd, spatialDropout1d,
  spatialDropout2d,
} from "@kindling/nn"; // biome-ignore format: names
import { describe, expect, it } from "vitest";

/** What a layer makes of `x` in the first steps of training: a metric looks at the output. */
function inTraining(layer: Layer, x: Tensor, steps = 1): number[][] {
  const seen: number[][] = [];
  const look = {
    name: "look",
    sums: 1,
    value: () => 0,
    bind:
      ({ y }: { y: Tensor }) =>
      () =>
        void seen.push([...y.data]),
  };
  const net = sequential({ inputShape: x.shape.slice(1), seed: 5, layers: [layer] });
  net.compile({ optimizer: sgd(), loss: "meanSquaredError", metrics: [look] });
  for (let step = 0; step < steps; step++) net.trainOnBatch(x, x);
  return seen;
}

function filled(shape: number[], value: number): Tensor {
  const x = zeros(shape);
  x.data.fill(value);
  return x;
}

function momentsOf(values: readonly number[]): readonly [mean: number, variance: number] {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return [mean, values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length];
}

const N = 1 << 15;

describe("noise", () => {
  // Standard errors: of a mean σ/√n, of a normal's variance σ²·√(2/n); four of them.
  it.each([
    ["gaussianNoise", gaussianNoise({ stddev: 0.5 }), 3, 3, 0.25],
    ["gaussianDropout", gaussianDropout({ rate: 0.2 }), 2, 2, 4 * 0.25],
  ] as const)("%s has its mean and variance", (_, layer, value, mean, variance) => {
    const [y] = inTraining(layer, filled([1, N], value));
    const [m, v] = momentsOf(y!);
    expect(Math.abs(m - mean)).toBeLessThan(4 * Math.sqrt(variance / N));
    expect(Math.abs(v - variance)).toBeLessThan(4 * variance * Math.sqrt(2 / N));
  });

  it("alphaDropout keeps mean 0 and variance 1", () => {
    // Half +1, half −1. Fourth moments of y stay below 10, so the variance errs by √(10/n).
    const x = zeros([1, N]);
    x.data.forEach((_, i) => {
      x.data[i] = i % 2 ? 1 : -1;
    });
    const [y] = inTraining(alphaDropout({ rate: 0.3 }), x);
    const [m, v] = momentsOf(y!);
    expect(Math.abs(m)).toBeLessThan(4 / Math.sqrt(N));
    expect(Math.abs(v - 1)).toBeLessThan(4 * Math.sqrt(10 / N));
    expect(new Set(y!.map((value) => value.toFixed(4))).size).toBe(3); // a + b, b − a, a·f + b
  });

  it("differs from step to step, is the same in the same run, and acts in training only", () => {
    const x = filled([2, 8], 1);
    for (const layer of [gaussianNoise({ stddev: 1 }), gaussianDropout({ rate: 0.5 })]) {
      const [first, second] = inTraining(layer, x, 2);
      expect(first).not.toEqual(second);
      expect(inTraining(layer, x, 2)).toEqual([first, second]);
      const net = sequential({ inputShape: [8], layers: [layer] });
      expect([...net.predict(x).data]).toEqual([...x.data]);
    }
  });

  it("spatial dropout takes whole channels, and those that stay are scaled", () => {
    const [steps, channels] = [3, 64];
    const [y] = inTraining(spatialDropout1d({ rate: 0.5 }), filled([1, steps, channels], 1));
    const rows = Array.from({ length: steps }, (_, t) =>
      y!.slice(t * channels, (t + 1) * channels),
    );
    expect(rows[1]).toEqual(rows[0]);
    expect(rows[2]).toEqual(rows[0]);
    expect(new Set(rows[0])).toEqual(new Set([0, 2]));
    const [image] = inTraining(spatialDropout2d({ rate: 0.5 }), filled([1, 2, 2, channels], 1));
    for (const [i, value] of image!.entries()) expect(value).toBe(image![i % channels]);
  });

  it("says what does not fit", () => {
    expect(() => gaussianNoise({ stddev: -1 })).toThrow(
      "gaussianNoise: stddev: expected a number in [0, Infinity), got -1",
    );
    expect(() => spatialDropout1d({ rate: 1 })).toThrow(
      "spatialDropout1d: rate: expected a number in [0, 1), got 1",
    );
    expect(() =>
      sequential({ inputShape: [4], layers: [spatialDropout1d({ rate: 0.1 })] }),
    ).toThrow('spatialDropout1d "spatialDropout1d_1": input: expected [steps, channels], got [4]');
  });
});

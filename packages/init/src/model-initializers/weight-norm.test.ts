import { createRng, zeros } from "@kindling/core";
import { describe, expect, it } from "vitest";
import { type HandMadeModel, handMadeModel, type ModelOptions } from "../../test/model.ts";
import { sampleMean } from "../../test/sample.ts";
import { weightNorm } from "./weight-norm.ts";

const data = createRng(2).normal(zeros([50, 8]), 3, 2);

function made(options: ModelOptions): HandMadeModel {
  const model = handMadeModel([[8, 6], [6, 4]], options); // biome-ignore format: one line
  weightNorm({ data }).apply(model);
  return model;
}

/** Mean and variance of every unit of every layer. */
function moments(model: HandMadeModel): { mean: number; variance: number }[] {
  return model.layers.flatMap((layer) => {
    const z = model.preactivation(layer, data);
    return Array.from({ length: z.shape[1]! }, (_, unit) => {
      const column = Float32Array.from({ length: z.shape[0]! }, (_, i) => z.get(i, unit));
      const mean = sampleMean(column);
      return { mean, variance: sampleMean(column.map((value) => (value - mean) ** 2)) };
    });
  });
}

describe("weightNorm", () => {
  it.each([{ gain: true }, { gain: false }])("gives units mean 0 and variance 1: %o", (options) => {
    const all = moments(made(options));
    expect(all).toHaveLength(10);
    // Sums of eight products of up to 10 in float32, some of which cancel against the bias.
    for (const { mean, variance } of all) {
      expect(Math.abs(mean)).toBeLessThan(1e-5);
      expect(Math.abs(variance - 1)).toBeLessThan(1e-5);
    }
  });

  it("sets the gains of layers that have them, and leaves the kernels as drawn", () => {
    const model = made({ gain: true });
    const rng = createRng(1).at("dense_0/kernel");
    expect(model.parameter("dense_0/kernel").data).toEqual(rng.normal(zeros([8, 6]), 0, 0.05).data);
    expect(model.parameter("dense_0/gain").data.every((value) => value > 1)).toBe(true);
  });

  it("keeps the mean of layers without bias", () => {
    const all = moments(made({ bias: false }));
    for (const { variance } of all) expect(Math.abs(variance - 1)).toBeLessThan(1e-5);
    expect(all.some(({ mean }) => Math.abs(mean) > 0.1)).toBe(true);
  });

  it("changes nothing when a unit stands still, and says which", () => {
    const model = handMadeModel([[8, 6], [6, 4]]); // biome-ignore format: one line
    expect(() => weightNorm({ data: data.hi(1) }).apply(model)).toThrow(
      "dense_0: weightNorm: expected finite units that differ between inputs, " +
        "got the standard deviation 0 of unit 0; take a larger batch",
    );
    for (const { kernel } of model.layers)
      expect(new Set(kernel.value.data)).toEqual(new Set([0.5]));
  });
});

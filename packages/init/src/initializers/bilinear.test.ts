import { toNested } from "@kindling/core";
import { describe, expect, it } from "vitest";
import { enlarge } from "../../test/convolve.ts";
import { sampleTensor } from "../../test/sample.ts";
import { bilinear } from "./bilinear.ts";

const made = (shape: readonly number[]) =>
  sampleTensor(bilinear(), { shape, fanIn: 1, fanOut: 1, seed: 1 });

describe("bilinear", () => {
  it.each([1, 2, 3, 4, 8])("makes of a ramp one of 1/%i of the slope", (stride) => {
    const taps = 2 * stride - (stride % 2);
    const y = enlarge([0, 1, 2, 3, 4, 5], [...made([taps, 1, 1]).data], stride);
    // Inputs stand in the middle of their taps; between the first and the last the ramp is whole.
    const first = (taps - 1) / 2;
    for (const [x, value] of y.entries()) {
      const from = (x - first) / stride;
      // Two products of up to 5, rounded to float32.
      if (from >= 0 && from <= 5) expect(Math.abs(value - from)).toBeLessThan(2 * 5 * 2 ** -24);
    }
    expect(y.length).toBe(5 * stride + taps);
  });

  it("is the product over the axes, the same for every channel and none between them", () => {
    const w = made([4, 3, 2, 3]);
    const [rows, columns] = [[0.25, 0.75, 0.75, 0.25], [0.5, 1, 0.5]]; // biome-ignore format: one line
    for (const [i, row] of rows!.entries()) {
      for (const [j, column] of columns!.entries()) {
        const product = row * column;
        expect(toNested(w.pick(i, j, -1, -1))).toEqual([[product, 0, 0], [0, product, 0]]); // biome-ignore format: a matrix
      }
    }
  });

  it("asks for a spatial axis", () => {
    expect(() => made([2, 2])).toThrow(
      "bilinear: expected a convolution kernel [h, w, …, in, out], got [2, 2]",
    );
  });
});

import { createRng, zeros } from "@kindling/core";
import { describe, expect, it } from "vitest";
import { convolve } from "../../test/convolve.ts";
import { sampleTensor } from "../../test/sample.ts";
import { deltaOrthogonal } from "./delta-orthogonal.ts";

const made = (shape: readonly number[], gain: number) =>
  sampleTensor(deltaOrthogonal({ gain }), { shape, fanIn: 1, fanOut: 1, seed: 1 });
const norm = (x: Float32Array) => Math.sqrt(x.reduce((sum, value) => sum + value ** 2, 0));

describe("deltaOrthogonal", () => {
  it.each([[[3, 3, 4, 4]], [[1, 2, 4, 9]], [[5, 5, 1, 3]]])(
    "is a convolution %j that keeps norms, times the gain",
    (shape) => {
      const x = createRng(2).normal(zeros([4, 5, shape[2]!]));
      const y = convolve(x, made(shape, 3));
      // Sums of up to four products in float32, relative to the norm.
      expect(Math.abs(norm(y.data) / norm(x.data) - 3)).toBeLessThan(3 * 8 * 2 ** -24);
    },
  );

  it("has zeros in all taps but the middle one", () => {
    const w = made([3, 3, 2, 2], 1);
    expect(w.data.filter((value) => value !== 0)).toHaveLength(4);
    expect(w.get(1, 1, 0, 0)).not.toBe(0);
  });

  it("refuses more input than output channels", () => {
    expect(() => made([3, 3, 4, 2], 1)).toThrow(
      "deltaOrthogonal: expected at least as many output as input channels, " +
        "got [3, 3, 4, 2]; orthogonal takes any shape",
    );
  });
});

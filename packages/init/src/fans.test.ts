import { describe, expect, it } from "vitest";
import { fans, neuronFans } from "./fans.ts";

describe("fans", () => {
  // The table of keras.src.initializers.random_initializers.compute_fans.
  it.each([
    { shape: [], fanIn: 1, fanOut: 1 },
    { shape: [5], fanIn: 5, fanOut: 5 },
    { shape: [784, 128], fanIn: 784, fanOut: 128 },
    { shape: [5, 2, 3], fanIn: 10, fanOut: 15 },
    { shape: [3, 3, 16, 32], fanIn: 144, fanOut: 288 },
    { shape: [2, 3, 5, 7, 11], fanIn: 210, fanOut: 330 },
    { shape: [0, 4], fanIn: 0, fanOut: 4 },
  ])("of $shape are $fanIn and $fanOut", ({ shape, fanIn, fanOut }) => {
    expect(fans(shape)).toEqual({ fanIn, fanOut });
  });

  it.each([[[1.5, 2]], [[-1]], [[Number.NaN, 2]]])("refuses %j", (shape) => {
    expect(() => fans(shape)).toThrow("fans: shape: expected extents that are whole numbers");
  });
});

describe("neuronFans", () => {
  it("counts as the article does: three inputs, hidden layers of three and two, one output", () => {
    const [, first, second] = neuronFans([3, 3, 2, 1]);
    expect(first).toEqual({ fanIn: 3, fanOut: 2 });
    expect(second).toEqual({ fanIn: 3, fanOut: 1 });
  });

  it("counts nothing into the input layer and nothing out of the output layer", () => {
    expect(neuronFans([3, 3, 2, 1])).toEqual([
      { fanIn: 0, fanOut: 3 },
      { fanIn: 3, fanOut: 2 },
      { fanIn: 3, fanOut: 1 },
      { fanIn: 2, fanOut: 0 },
    ]);
    expect(neuronFans([4])).toEqual([{ fanIn: 0, fanOut: 0 }]);
    expect(neuronFans([])).toEqual([]);
  });

  it("differs from the fans of the kernel in front of the layer by fanOut", () => {
    const widths = [3, 3, 2, 1];
    expect(fans([widths[1]!, widths[2]!])).toEqual({ fanIn: 3, fanOut: 2 });
    expect(neuronFans(widths)[2]).toEqual({ fanIn: 3, fanOut: 1 });
  });

  it("refuses widths that are not whole", () => {
    expect(() => neuronFans([3, 2.5])).toThrow("neuronFans: widths: expected");
  });
});

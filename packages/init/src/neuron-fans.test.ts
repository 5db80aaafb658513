import { describe, expect, it } from "vitest";
import { fans } from "./fans.ts";
import { neuronFans } from "./neuron-fans.ts";

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

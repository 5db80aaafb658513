import { createRng, tensor, zeros } from "@kindling/core";
import { describe, expect, it } from "vitest";
import { convolve } from "../../test/convolve.ts";
import { sampleTensor } from "../../test/sample.ts";
import { dirac } from "./dirac.ts";

const made = (shape: readonly number[], groups?: number) =>
  sampleTensor(dirac(groups === undefined ? {} : { groups }), {
    shape,
    fanIn: 1,
    fanOut: 1,
    seed: 1,
  });

describe("dirac", () => {
  it.each([[[3, 3, 4, 4]], [[1, 1, 4, 4]], [[5, 3, 4, 4]], [[2, 2, 4, 4]]])(
    "is a convolution %j that returns its input",
    (shape) => {
      const x = createRng(1).normal(zeros([5, 4, 4]));
      expect(convolve(x, made(shape)).data).toEqual(x.data);
    },
  );

  it.each([1, 2, 4])("returns its input in %i groups, too", (groups) => {
    const x = createRng(1).normal(zeros([5, 4, 4]));
    expect(convolve(x, made([3, 3, 4 / groups, 4], groups), groups).data).toEqual(x.data);
  });

  it("returns of each group as many channels as there are", () => {
    const x = tensor([[[1, 2, 3, 4]]]);
    expect([...convolve(x, made([3, 3, 2, 2], 2), 2).data]).toEqual([1, 3]);
    expect([...convolve(x, made([3, 3, 2, 6], 2), 2).data]).toEqual([1, 2, 0, 3, 4, 0]);
  });

  it("has the values of torch.nn.init.dirac_ for odd sizes", () => {
    // torch.nn.init.dirac_(torch.empty(4, 2, 3), groups=2) has ones at [0, 0, 1], [1, 1, 1],
    // [2, 0, 1], [3, 1, 1] of [out, in/groups, k].
    const w = made([3, 2, 4], 2);
    const ones = [[1, 0, 0], [1, 1, 1], [1, 0, 2], [1, 1, 3]] as const; // biome-ignore format: one line
    expect(ones.map((at) => w.get(...at))).toEqual([1, 1, 1, 1]);
    expect(w.data.reduce((sum, value) => sum + value, 0)).toBe(4);
  });

  it("says what is wrong", () => {
    expect(() => dirac({ groups: 0 })).toThrow(
      "dirac: groups: expected a whole number above 0, got 0",
    );
    expect(() => made([3, 3, 2, 5], 2)).toThrow(
      "dirac: expected output channels in 2 equal groups, got 5",
    );
    expect(() => made([3, 3])).toThrow(
      "dirac: expected a convolution kernel [h, w, …, in, out], got [3, 3]",
    );
  });
});

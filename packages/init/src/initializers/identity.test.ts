import { createRng, tensor, toNested, zeros } from "@kindling/core";
import { describe, expect, it } from "vitest";
import { convolve } from "../../test/convolve.ts";
import { sampleTensor } from "../../test/sample.ts";
import { type IdentityConfig, identity } from "./identity.ts";

const fans = { fanIn: 1, fanOut: 1, seed: 1 };
const made = (shape: readonly number[], config?: IdentityConfig) =>
  sampleTensor(identity(config), { shape, ...fans });

describe("identity", () => {
  it("has ones on the diagonal of any matrix", () => {
    expect(toNested(made([2, 3]))).toEqual([[1, 0, 0], [0, 1, 0]]); // biome-ignore format: a matrix
    expect(toNested(made([3, 2]))).toEqual([[1, 0], [0, 1], [0, 0]]); // biome-ignore format: a matrix
  });

  it("takes a gain, 0 and negative ones too", () => {
    expect(toNested(made([2, 2], { gain: -0.5 }))).toEqual([[-0.5, 0], [0, -0.5]]); // biome-ignore format: a matrix
    expect([...made([2, 2], { gain: 0 }).data]).toEqual([0, 0, 0, 0]);
  });

  it.each([1, 4, -2])("shifts the diagonal around the end, by %i of 3 columns", (shift) => {
    expect(toNested(made([3, 3], { shift }))).toEqual([[0, 1, 0], [0, 0, 1], [1, 0, 0]]); // biome-ignore format: a matrix
  });

  it.each([[[3, 3, 2, 2]], [[1, 5, 2, 2]], [[2, 4, 2, 2]]])(
    "is a convolution %j that returns its input times the gain",
    (shape) => {
      const x = createRng(1).normal(zeros([4, 5, 2]));
      const y = convolve(x, made(shape, { gain: 2 }));
      expect([...y.data]).toEqual(Array.from(x.data, (value) => 2 * value));
    },
  );

  it("is a convolution that swaps channels, with a shift", () => {
    const x = tensor([[[1, 2, 3]]]);
    expect([...convolve(x, made([3, 3, 3, 3], { shift: 1 })).data]).toEqual([3, 1, 2]);
  });

  it("says what is wrong", () => {
    expect(() => identity({ shift: 0.5 })).toThrow(
      "identity: shift: expected a whole number, got 0.5",
    );
    expect(() => made([3])).toThrow(
      "identity: expected a kernel [in, out], got [3]; a bias takes zeros or constant",
    );
  });
});

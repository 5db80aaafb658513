import { toNested } from "@kindling/core";
import { expect, it } from "vitest";
import { sampleTensor } from "../../test/sample.ts";
import { forgetBias } from "./forget-bias.ts";

const made = (shape: readonly number[], value?: number) =>
  sampleTensor(forgetBias(value === undefined ? {} : { value }), {
    shape,
    fanIn: 1,
    fanOut: 1,
    seed: 1,
  });

it("is 1 for the second of four gates, as keras.layers.LSTM has it with unit_forget_bias", () => {
  expect(toNested(made([12]))).toEqual([0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0]);
  expect(toNested(made([4], -2))).toEqual([0, -2, 0, 0]);
});

it("asks for four gates", () => {
  expect(() => made([6])).toThrow("forgetBias: expected [4·units], got [6]");
  expect(() => made([2, 4])).toThrow("forgetBias: expected [4·units], got [2, 4]");
});

import { expect, it } from "vitest";
import { uniform as between } from "../law.ts";
import { uniform } from "./uniform.ts";

const fans = { fanIn: 3, fanOut: 2 };

it("has the defaults of keras.initializers.RandomUniform", () => {
  expect(uniform().law(fans)).toEqual(between(-0.05, 0.05));
});

it("takes its bounds, 0 too", () => {
  expect(uniform({ low: 0, high: 2 }).law(fans)).toEqual(between(0, 2));
  expect(uniform({ low: -2, high: 0 }).law(fans)).toEqual(between(-2, 0));
});

it("refuses bounds that hold nothing", () => {
  expect(() => uniform({ low: 1 })).toThrow(
    "uniform: expected low < high, got low 1 and high 0.05",
  );
  expect(() => uniform({ high: Number.NaN })).toThrow("uniform: high: expected a finite");
});

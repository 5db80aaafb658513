import { expect, it } from "vitest";
import { normal as gaussian } from "../law.ts";
import { normal } from "./normal.ts";

const fans = { fanIn: 3, fanOut: 2 };

it("has the defaults of keras.initializers.RandomNormal", () => {
  expect(normal().law(fans)).toEqual(gaussian(0, 0.05));
});

it("takes its mean and its standard deviation", () => {
  expect(normal({ mean: 3, std: 2 }).law(fans)).toEqual(gaussian(3, 2));
});

it("refuses a standard deviation that is not above 0", () => {
  expect(() => normal({ std: -1 })).toThrow("normal: std: expected a number above 0, got -1");
  expect(() => normal({ std: 0 })).toThrow("normal: std: expected a number above 0, got 0");
});

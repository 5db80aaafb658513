import { expect, it } from "vitest";
import { uniform } from "../law.ts";
import { variance } from "../moments.ts";
import { glorotNormal } from "./glorot-normal.ts";
import { glorotUniform } from "./glorot-uniform.ts";

it("has the law of Glorot and Bengio (2010)", () => {
  expect(glorotUniform().law({ fanIn: 5, fanOut: 1 })).toEqual(uniform(-1, 1)); // √6/√6
  expect(glorotUniform().law({ fanIn: 4, fanOut: 20 })).toEqual(uniform(-0.5, 0.5)); // √6/√24
});

it("scales the bounds with the gain", () => {
  expect(glorotUniform({ gain: 3 }).law({ fanIn: 4, fanOut: 20 })).toEqual(uniform(-1.5, 1.5));
});

it("has the variance of the normal form", () => {
  const fans = { fanIn: 7, fanOut: 12 };
  expect(variance(glorotUniform().law(fans))).toBeCloseTo(variance(glorotNormal().law(fans)), 15);
});

it("refuses a gain that is not above 0", () => {
  expect(() => glorotUniform({ gain: 0 })).toThrow(
    "glorotUniform: gain: expected a number above 0, got 0",
  );
});

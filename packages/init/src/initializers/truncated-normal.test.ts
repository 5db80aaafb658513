import { expect, it } from "vitest";
import { truncatedNormal as gaussianWithin } from "../law.ts";
import { truncatedNormal } from "./truncated-normal.ts";

const fans = { fanIn: 3, fanOut: 2 };

it("has the defaults of keras.initializers.TruncatedNormal", () => {
  expect(truncatedNormal().law(fans)).toEqual(gaussianWithin(0, 0.05, -2, 2));
});

it("takes its bounds in standard deviations", () => {
  const law = truncatedNormal({ mean: 1, std: 2, low: -1, high: 0 }).law(fans);
  expect(law).toEqual(gaussianWithin(1, 2, -1, 0));
});

it("refuses bounds that hold nothing, and a standard deviation that is not above 0", () => {
  expect(() => truncatedNormal({ low: 3 })).toThrow("truncatedNormal: expected low < high");
  expect(() => truncatedNormal({ std: -1 })).toThrow("truncatedNormal: std: expected");
});

import { expect, it } from "vitest";
import { uniform } from "../law.ts";
import { siren } from "./siren.ts";

const fans = { fanIn: 24, fanOut: 7 };

it("has the laws of Sitzmann et al. (2020)", () => {
  expect(siren({ omega: 10 }).law(fans)).toEqual(uniform(-0.05, 0.05)); // √(6/24)/10
  expect(siren({ first: true }).law(fans)).toEqual(uniform(-1 / 24, 1 / 24));
  const [b] = [Math.sqrt(6 / 24) / 30];
  expect(siren().law(fans)).toEqual(uniform(-b, b));
});

it("refuses a frequency that is not above 0", () => {
  expect(() => siren({ omega: 0 })).toThrow("siren: omega: expected a number above 0, got 0");
  expect(() => siren({ first: 1 as never })).toThrow("siren: first: expected one of true, false");
});

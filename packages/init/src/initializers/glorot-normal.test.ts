import { expect, it } from "vitest";
import { normal } from "../law.ts";
import { variance } from "../moments.ts";
import { glorotNormal } from "./glorot-normal.ts";

it("has the law of Glorot and Bengio (2010)", () => {
  expect(glorotNormal().law({ fanIn: 5, fanOut: 3 })).toEqual(normal(0, 0.5)); // √2/√8
  expect(glorotNormal().law({ fanIn: 1, fanOut: 7 })).toEqual(normal(0, 0.5));
});

it("scales σ with the gain", () => {
  expect(glorotNormal({ gain: 3 }).law({ fanIn: 5, fanOut: 3 })).toEqual(normal(0, 1.5));
});

it("refuses a gain that is not above 0", () => {
  expect(() => glorotNormal({ gain: -1 })).toThrow(
    "glorotNormal: gain: expected a number above 0, got -1",
  );
});

it("can be cut, with the same variance", () => {
  const law = glorotNormal({ truncated: true }).law({ fanIn: 10, fanOut: 6 });
  expect(law).toMatchObject({ kind: "truncatedNormal", low: -2, high: 2 });
  expect(variance(law)).toBeCloseTo(1 / 8, 14); // 2/(10 + 6)
});

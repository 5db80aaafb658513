import { expect, it } from "vitest";
import { sample, sampleVariance } from "../../test/sample.ts";
import { normal } from "../law.ts";
import { variance } from "../moments.ts";
import { heNormal } from "./he-normal.ts";

it("has the law of He et al. (2015)", () => {
  expect(heNormal().law({ fanIn: 8, fanOut: 1 })).toEqual(normal(0, 0.5)); // √(2/8)
});

it("takes the slope of a leaky ReLU into account", () => {
  const law = heNormal({ negativeSlope: 1 }).law({ fanIn: 4, fanOut: 1 }); // √(2/(2·4))
  expect(law).toEqual(normal(0, 0.5));
});

it("draws with that variance", () => {
  const n = 1 << 17;
  const w = sample(heNormal(), { shape: [n], fanIn: 8, fanOut: 1, seed: 1 });
  const standardError = 0.25 * Math.sqrt(2 / n); // of the sample variance of a normal with σ² = ¼
  expect(Math.abs(sampleVariance(w) - 0.25)).toBeLessThan(4 * standardError);
});

it("takes another gain, another fan, and a cut, with the variance that they say", () => {
  const fans = { fanIn: 16, fanOut: 4 };
  expect(heNormal({ gain: 2 }).law(fans)).toEqual(normal(0, 0.5)); // 2/√16
  expect(heNormal({ gain: 1, mode: "fanOut" }).law(fans)).toEqual(normal(0, 0.5)); // 1/√4
  const cut = heNormal({ truncated: true }).law(fans);
  expect(cut.kind).toBe("truncatedNormal");
  expect(variance(cut)).toBeCloseTo(2 / 16, 14);
  expect(() => heNormal({ gain: 1, negativeSlope: 0 })).toThrow(
    "heNormal: expected negativeSlope or gain, got both",
  );
  expect(() => heNormal({ gain: 0 })).toThrow("heNormal: gain: expected a number above 0, got 0");
});

it("refuses a slope that is not finite", () => {
  expect(() => heNormal({ negativeSlope: Number.NaN })).toThrow(
    "heNormal: negativeSlope: expected a finite float32 number, got NaN",
  );
});

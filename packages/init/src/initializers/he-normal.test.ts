import { expect, it } from "vitest";
import { sample, sampleVariance } from "../../test/sample.ts";
import { normal } from "../law.ts";
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

it("refuses a slope that is not finite", () => {
  expect(() => heNormal({ negativeSlope: Number.NaN })).toThrow(
    "heNormal: negativeSlope: expected a finite float32 number, got NaN",
  );
});

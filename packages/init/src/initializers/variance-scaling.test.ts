import { describe, expect, it } from "vitest";
import { fans } from "../fans.ts";
import type { LawInitializer } from "../initializer.ts";
import { normal, uniform } from "../law.ts";
import { mean, support, variance } from "../moments.ts";
import { glorotUniform } from "./glorot-uniform.ts";
import { varianceScaling } from "./variance-scaling.ts";

const context = { fanIn: 8, fanOut: 32 };

describe("varianceScaling", () => {
  it.each([
    ["fanIn", 1 / 8],
    ["fanOut", 1 / 32],
    ["fanAvg", 1 / 20],
    ["fanGeoAvg", 1 / 16], // √(8·32)
  ] as const)("mode %s: the variance is %d in all three distributions", (mode, expected) => {
    for (const distribution of ["uniform", "normal", "truncatedNormal"] as const) {
      const law = varianceScaling({ mode, distribution }).law(context);
      expect(law.kind).toBe(distribution);
      expect(mean(law)).toBe(0);
      // The factor 0.8796… has sixteen digits.
      expect(variance(law) / expected).toBeCloseTo(1, 13);
    }
  });

  it("scales the variance", () => {
    const law = varianceScaling({ scale: 2, distribution: "normal" }).law(context);
    expect(law).toEqual(normal(0, 0.5)); // √(2/8)
  });

  it("has the defaults of Keras: scale 1, fan_in, cut at 2σ/0.8796…", () => {
    // stddev = √(1/8)/.87962566103423978, and twice that is the bound.
    expect(support(varianceScaling().law(context))[1]).toBeCloseTo(0.80387239, 8);
  });

  it("is the family of Glorot", () => {
    const config = { mode: "fanAvg", distribution: "uniform" } as const;
    const [, bound] = support(varianceScaling(config).law(context));
    expect(bound).toBeCloseTo(support(glorotUniform().law(context))[1], 15);
  });

  it("counts a fan of 0 as 1", () => {
    const law = varianceScaling({ distribution: "uniform" }).law(fans([0, 4]));
    expect(law).toEqual(uniform(-Math.sqrt(3), Math.sqrt(3)));
  });

  it("says what is wrong", () => {
    const attempt =
      (config: object): (() => LawInitializer) =>
      () =>
        varianceScaling(config);
    expect(attempt({ scale: 0 })).toThrow(
      "varianceScaling: scale: expected a number above 0, got 0",
    );
    expect(attempt({ scale: -1 })).toThrow("varianceScaling: scale: expected a number above 0");
    expect(attempt({ mode: "fan_in" })).toThrow(
      'varianceScaling: mode: expected one of "fanIn", "fanOut", "fanAvg", "fanGeoAvg", got "fan_in"',
    );
    expect(attempt({ distribution: "gauss" })).toThrow(
      'varianceScaling: distribution: expected one of "uniform", "normal", "truncatedNormal"',
    );
  });
});

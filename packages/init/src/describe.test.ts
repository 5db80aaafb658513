import { tensor, zeros } from "@kindling/core";
import { expect, describe as group, it } from "vitest";
import { describe } from "./describe.ts";
import { constant } from "./initializers/constant.ts";
import { normal } from "./law.ts";
import type { InitializerSpec } from "./spec.ts";

const fans = { fanIn: 784, fanOut: 128 };

group("describe", () => {
  // √(2/784) = 0.050507…, √(2/912) = 0.046829…, √(6/912) = 0.081111…, 1/28 = 0.035714…
  it.each<[InitializerSpec, string]>([
    ["heNormal", "N(0, 0.0505²), heNormal, fanIn 784"],
    ["he_normal", "N(0, 0.0574²) within ±2σ, heNormal(truncated true), fanIn 784"],
    ["glorotNormal", "N(0, 0.0468²), glorotNormal, fanIn 784, fanOut 128"],
    ["glorotUniform", "U(-0.0811, 0.0811), glorotUniform, fanIn 784, fanOut 128"],
    ["fanInUniform", "U(-0.0357, 0.0357), fanInUniform, fanIn 784"],
    ["rademacher", "±0.0357, rademacher, fanIn 784"],
    ["zeros", "0, zeros"],
    [constant({ value: 0.1 }), "0.1, constant(value 0.1)"],
    ["truncatedNormal", "N(0, 0.05²) within ±2σ, truncatedNormal"],
    [
      { name: "truncatedNormal", low: -1, high: 3 },
      "N(0, 0.05²) within [-1, 3]σ, truncatedNormal(low -1, high 3)",
    ],
    [function diagonal() {}, "diagonal"],
    [{ name: "own", config: {}, fill() {} }, "own"],
  ])("%o", (spec, text) => {
    expect(describe(spec, fans).text).toBe(text);
  });

  it.each<[InitializerSpec, string]>([
    [
      { name: "varianceScaling", scale: 1 / 3 },
      "N(0, 0.0234²) within ±2σ, varianceScaling(scale 0.333), fanIn 784",
    ],
    [
      { name: "gates", each: { name: "heNormal", gain: 2 }, count: 4 },
      "gates(each heNormal(gain 2), count 4)",
    ],
    [
      { name: "rules", rules: [["bias$", { name: "zeros" }], ["^", { name: "orthogonal" }]] },
      "rules(rules [[bias$, zeros], [^, orthogonal]])",
    ], // biome-ignore format: one rule after another
    [
      { name: "values", values: Array.from({ length: 99 }, (_, i) => i) },
      "values(values [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15…)",
    ],
  ])("puts options into words: %o", (spec, text) => {
    expect(describe(spec, fans).text).toBe(text);
  });

  it("carries the numbers", () => {
    const { text, ...data } = describe(
      { name: "heNormal", negativeSlope: 1 },
      { fanIn: 4, fanOut: 1 },
    );
    expect(data).toEqual({
      name: "heNormal",
      config: { negativeSlope: 1 },
      formula: "N(0, 0.5²)",
      law: normal(0, 0.5),
      mean: 0,
      std: 0.5,
      bounds: [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
      fans: { fanIn: 4 },
    });
    expect(text).toBe("N(0, 0.5²), heNormal(negativeSlope 1), fanIn 4");
    expect(describe(() => {}, fans)).not.toHaveProperty("law");
    // √(6/912) = 0.081111…, of which the std is 1/√3
    const { std, bounds } = describe("glorotUniform", fans);
    expect(std).toBeCloseTo(Math.sqrt(2 / 912), 15);
    expect(bounds![1]).toBeCloseTo(Math.sqrt(6 / 912), 15);
  });

  it("says what a tensor is like", () => {
    const w = tensor([[1, 2], [3, 6]]); // biome-ignore format: one line
    // mean 3, deviations −2, −1, 0, 3: their squares add up to 14
    const { realised, text } = describe("heNormal", { fanIn: 2, fanOut: 2 }, w.transpose(1, 0));
    expect(realised).toEqual({
      count: 4,
      mean: 3,
      std: Math.sqrt(14 / 4),
      least: 1,
      greatest: 6,
      zeros: 0,
      nonFinite: 0,
    });
    expect(text).toBe("N(0, 1²), heNormal, fanIn 2, realised mean 3, std 1.87, 1 to 6");
    const odd = zeros([4]);
    odd.data.set([Number.NaN, 0, 2, Number.POSITIVE_INFINITY]);
    expect(describe("zeros", fans, odd).text).toBe(
      "0, zeros, realised mean 1, std 1, 0 to 2, 1 zeros, 2 not finite",
    );
    expect(describe("zeros", fans, zeros([2])).text).toBe(
      "0, zeros, realised mean 0, std 0, 0 to 0",
    );
    expect(describe("zeros", fans, zeros([0])).realised).toMatchObject({
      count: 0,
      mean: Number.NaN,
    });
  });
});

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

  it("carries the numbers", () => {
    const { text, ...data } = describe(
      { name: "heNormal", negativeSlope: 1 },
      { fanIn: 4, fanOut: 1 },
    );
    expect(data).toEqual({
      name: "heNormal",
      config: { negativeSlope: 1 },
      law: normal(0, 0.5),
      fans: { fanIn: 4 },
    });
    expect(text).toBe("N(0, 0.5²), heNormal(negativeSlope 1), fanIn 4");
    expect(describe(() => {}, fans)).not.toHaveProperty("law");
  });
});

import { expect, it } from "vitest";
import { uniform } from "../law.ts";
import { heUniform } from "./he-uniform.ts";

it("has the law of He et al. (2015)", () => {
  expect(heUniform().law({ fanIn: 6, fanOut: 1 })).toEqual(uniform(-1, 1)); // √(6/6)
});

it("takes the slope of a leaky ReLU into account", () => {
  const law = heUniform({ negativeSlope: 1 }).law({ fanIn: 12, fanOut: 1 }); // √(6/(2·12))
  expect(law.kind === "uniform" && law.high).toBeCloseTo(0.5, 15);
});

it("refuses a slope that is not finite", () => {
  expect(() => heUniform({ negativeSlope: Number.NaN })).toThrow(
    "heUniform: negativeSlope: expected a finite float32 number, got NaN",
  );
});

it("takes another gain and another fan", () => {
  const law = heUniform({ gain: 2, mode: "fanOut" }).law({ fanIn: 16, fanOut: 12 });
  expect(law.kind === "uniform" && law.high).toBeCloseTo(1, 15); // 2·√(3/12)
});

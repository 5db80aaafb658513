import { expect, it } from "vitest";
import { float32AtLeast, float32AtMost, float32Below } from "./rounding.ts";

const ULP = 2 ** -24; // of float32 numbers in [½, 1)

it("rounds to float32 in the direction asked for", () => {
  // 0.7 lies between 11744051·2⁻²⁴ and its successor.
  expect(float32AtMost(0.7)).toBe(11744051 * ULP);
  expect(float32AtLeast(0.7)).toBe(11744052 * ULP);
  expect(float32AtMost(-0.7)).toBe(-11744052 * ULP);
  expect(float32AtLeast(-0.7)).toBe(-11744051 * ULP);
  expect(float32AtLeast(0.75)).toBe(0.75);
  expect(float32AtMost(0.75)).toBe(0.75);
  expect(float32AtLeast(1e-60)).toBe(2 ** -149);
  expect(float32AtMost(1e39)).toBe((2 - 2 ** -23) * 2 ** 127);
});

it("finds the float32 strictly below", () => {
  expect(float32Below(1)).toBe(1 - ULP);
  expect(float32Below(-1)).toBe(-1 - 2 * ULP);
  expect(float32Below(0)).toBe(-(2 ** -149));
  expect(float32Below(0.7)).toBe(11744051 * ULP);
});

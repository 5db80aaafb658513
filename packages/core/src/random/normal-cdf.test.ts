import { expect, it } from "vitest";
import { normalCdf } from "./normal-cdf.ts";

// Φ to 17 digits, by mpmath 1.3 with 30.
it.each([
  [-37, 5.725571222524577e-300],
  [-30, 4.906713927148187e-198],
  [-12, 1.776482112077679e-33],
  [-6, 9.86587645037698e-10],
  [-3, 0.0013498980316300946],
  [-2, 0.02275013194817921],
  [-1, 0.15865525393145705],
  [-0.5, 0.3085375387259869],
  [0, 0.5],
  [0.5, 0.6914624612740131],
  [1, 0.8413447460685429],
  [2, 0.9772498680518208],
  [6, 0.9999999990134123],
])("Φ(%f) = %f within 10⁻¹⁴ relative", (x, expected) => {
  expect(Math.abs(normalCdf(x) / expected - 1)).toBeLessThan(1e-14);
});

it("has limits and passes NaN on", () => {
  expect(normalCdf(Number.NEGATIVE_INFINITY)).toBe(0);
  expect(normalCdf(Number.POSITIVE_INFINITY)).toBe(1);
  expect(normalCdf(Number.NaN)).toBeNaN();
});

it("rises across the joints of its branches", () => {
  for (const joint of [-2, 2]) {
    for (let i = -20; i < 20; i++) {
      // Steps of 2⁻³⁰ raise Φ by 5·10⁻¹¹, far above its error.
      expect(normalCdf(joint + (i + 1) * 2 ** -30)).toBeGreaterThan(
        normalCdf(joint + i * 2 ** -30),
      );
    }
  }
});

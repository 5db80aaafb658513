import { expect, it } from "vitest";
import { normalDensity } from "./normal-density.ts";

// φ to 17 digits, by Python's decimal with 40.
it.each([
  [0, 0.3989422804014327],
  [0.5, 0.3520653267642995],
  [-1, 0.24197072451914337],
  [2, 0.053990966513188056],
  [-6, 6.075882849823286e-9],
  [12, 2.1463837356630605e-32],
  [-37.5, 1.728233732284105e-306],
])("φ(%f) = %f within 10⁻¹⁵ relative", (x, expected) => {
  expect(Math.abs(normalDensity(x) / expected - 1)).toBeLessThan(1e-15);
});

it("vanishes far out, and passes NaN on", () => {
  for (const x of [41, -1e9, Number.POSITIVE_INFINITY]) expect(normalDensity(x)).toBe(0);
  expect(normalDensity(Number.NaN)).toBeNaN();
});

import { expect, it } from "vitest";
import { distance, moment, sample } from "../../test/sample.ts";
import { truncatedNormal as gaussianWithin } from "../law.ts";
import { support } from "../moments.ts";
import { truncatedNormal } from "./truncated-normal.ts";

const fans = { fanIn: 3, fanOut: 2 };

it("has the defaults of keras.initializers.TruncatedNormal", () => {
  expect(truncatedNormal().law(fans)).toEqual(gaussianWithin(0, 0.05, -2, 2));
});

it("takes its bounds in standard deviations", () => {
  const law = truncatedNormal({ mean: 1, std: 2, low: -1, high: 0 }).law(fans);
  expect(law).toEqual(gaussianWithin(1, 2, -1, 0));
});

it("refuses bounds that hold nothing, and a standard deviation that is not above 0", () => {
  expect(() => truncatedNormal({ low: 3 })).toThrow("truncatedNormal: expected low < high");
  expect(() => truncatedNormal({ std: -1 })).toThrow("truncatedNormal: std: expected");
});

it("takes its bounds as they are", () => {
  const law = truncatedNormal({ mean: 1, std: 0.5, low: 0.5, high: 3, bounds: "absolute" }).law(
    fans,
  );
  expect(law).toEqual(gaussianWithin(1, 0.5, -1, 4));
  expect(() => truncatedNormal({ low: 1, high: 1, bounds: "absolute" })).toThrow(
    "expected low < high",
  );
});

it.each([
  { low: -2, high: 2 },
  { low: -1, high: 3 },
  { low: 0.5, high: 2.5 },
  { low: -6, high: -4 },
])("is corrected for any bounds in σ: $low to $high", (bounds) => {
  const law = truncatedNormal({ std: 0.3, ...bounds, corrected: true }).law(fans);
  expect(support(law).map((bound) => bound / (law as { std: number }).std)).toEqual([
    expect.closeTo(bounds.low, 14),
    expect.closeTo(bounds.high, 14),
  ]);
  // The variance by Simpson's rule over the density, not by the formula that corrected it.
  const mean = moment(law, 1, 0);
  expect(moment(law, 2, mean) / 0.09).toBeCloseTo(1, 8);
});

it.each([
  { mean: 0, low: -0.5, high: 0.5 },
  { mean: 0.2, low: -0.5, high: 0.5 },
  { mean: 0, low: -5, high: 0.6 },
  { mean: -2, low: -1, high: 3 },
])("is corrected for absolute bounds: mean $mean, $low to $high", (config) => {
  const law = truncatedNormal({ ...config, std: 0.25, bounds: "absolute", corrected: true }).law(
    fans,
  );
  const [least, greatest] = support(law);
  expect([least, greatest]).toEqual([
    expect.closeTo(config.low, 12),
    expect.closeTo(config.high, 12),
  ]);
  const mean = moment(law, 1, 0);
  expect(moment(law, 2, mean) / 0.0625).toBeCloseTo(1, 7);
});

it("is what Keras divides by, at ±2σ", () => {
  const law = truncatedNormal({ std: 1, corrected: true }).law(fans);
  expect(law).toMatchObject({ std: expect.closeTo(1 / 0.8796256610342398, 13) });
});

it("refuses a spread that no normal has between the bounds", () => {
  const wide = () =>
    truncatedNormal({ std: 0.29, low: -0.5, high: 0.5, bounds: "absolute", corrected: true });
  expect(wide).toThrow(
    "truncatedNormal: std: expected less than 0.2886751345948129, what a uniform law between the bounds has, got 0.29",
  );
});

it("refuses bounds that are too far from the mean for any weight", () => {
  const message = "truncatedNormal: expected bounds that reach within 12 standard deviations";
  expect(() => truncatedNormal({ low: 13, high: 14 })).toThrow(
    `${message} of the mean, got [13, 14]`,
  );
  expect(() => truncatedNormal({ low: -40, high: -39, corrected: true })).toThrow(message);
  for (const corrected of [false, true]) {
    const far = { std: 1e-4, low: 1, high: 2, bounds: "absolute", corrected } as const;
    expect(() => truncatedNormal(far)).toThrow(message);
  }
});

it.each([
  { low: 3, high: 5 },
  { low: 11, high: 12.5 },
  { low: -9, high: -5 },
  { low: 0, high: 40 },
  { low: -1e-2, high: 1e-2 },
])("draws from its law far from the mean, too: $low to $high", (bounds) => {
  const n = 1 << 17;
  for (const corrected of [false, true]) {
    const made = truncatedNormal({ std: 0.3, ...bounds, corrected });
    const w = sample(made, { shape: [n], ...fans, seed: 1 });
    expect(distance(w, made.law(fans))).toBeLessThan(2.28 / Math.sqrt(n)); // four standard errors
    const [least, greatest] = support(made.law(fans));
    expect(w.every((value) => value >= least && value <= greatest)).toBe(true);
  }
});

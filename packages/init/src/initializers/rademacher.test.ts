import { describe, expect, it } from "vitest";
import { sample, sampleVariance } from "../../test/sample.ts";
import { rademacher as signs } from "../law.ts";
import { rademacher } from "./rademacher.ts";

const fans = { fanIn: 16, fanOut: 4 };

describe("rademacher", () => {
  it("has the scale gain/√n", () => {
    expect(rademacher().law(fans)).toEqual(signs(0.25));
    expect(rademacher({ gain: 2, mode: "fanOut" }).law(fans)).toEqual(signs(1));
  });

  it.each([
    { shape: [1 << 17], fanIn: 16, fanOut: 4, a: 0.25 },
    { shape: [3, 3, 128, 128], fanIn: 1152, fanOut: 1152, a: Math.fround(1 / Math.sqrt(1152)) },
    { shape: [2, 1 << 16], fanIn: 4, fanOut: 1 << 16, a: 0.5 },
  ])("draws both signs alike, and nothing else, for shape $shape", ({ a, ...place }) => {
    const w = sample(rademacher(), { ...place, seed: 1 });
    expect(w.every((value) => Math.abs(value) === a)).toBe(true);
    // The distance of Kolmogorov and Smirnov is that of the share from ½, and so is the mean's, in 2·a.
    const share = w.filter((value) => value > 0).length / w.length;
    expect(Math.abs(share - 0.5)).toBeLessThan(4 * Math.sqrt(0.25 / w.length)); // of a binomial
    // s² = a² − w̄², times n/(n − 1): four standard errors of w̄ are 4·a/√n.
    expect(Math.abs(sampleVariance(w) / a ** 2 - 1)).toBeLessThan(17 / w.length);
  });

  it("draws signs that do not depend on their neighbours", () => {
    const n = 1 << 17;
    const w = sample(rademacher(), { shape: [n], ...fans, seed: 2 });
    let alike = 0;
    for (let i = 1; i < n; i++) alike += Number(w[i] === w[i - 1]);
    expect(Math.abs(alike / (n - 1) - 0.5)).toBeLessThan(4 * Math.sqrt(0.25 / n));
  });

  it("refuses a gain that is not above 0", () => {
    expect(() => rademacher({ gain: -1 })).toThrow("rademacher: gain: expected a number above 0");
  });
});

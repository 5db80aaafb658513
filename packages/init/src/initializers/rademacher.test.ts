import { describe, expect, it } from "vitest";
import { sample } from "../../test/sample.ts";
import { rademacher as signs } from "../law.ts";
import { rademacher } from "./rademacher.ts";

const fans = { fanIn: 16, fanOut: 4 };

describe("rademacher", () => {
  it("has the scale gain/√n", () => {
    expect(rademacher().law(fans)).toEqual(signs(0.25));
    expect(rademacher({ gain: 2, mode: "fanOut" }).law(fans)).toEqual(signs(1));
  });

  it("draws both signs alike, and nothing else", () => {
    const n = 1 << 17;
    const w = sample(rademacher(), { shape: [n], ...fans, seed: 1 });
    expect(w.every((value) => Math.abs(value) === 0.25)).toBe(true);
    const share = w.filter((value) => value > 0).length / n;
    expect(Math.abs(share - 0.5)).toBeLessThan(4 * Math.sqrt(0.25 / n)); // of a binomial
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

import { describe, expect, it } from "vitest";
import { cosine, power } from "./scalar.ts";

describe("cosine", () => {
  it("is that of the engine, to its last digits", () => {
    for (let x = -20; x < 20; x += 0.0137) {
      expect(Math.abs(cosine(x) - Math.cos(x))).toBeLessThan(2 ** -50);
    }
  });

  it("is exact where it matters for a schedule", () => {
    expect([cosine(0), cosine(Math.PI)]).toEqual([1, -1]);
  });
});

describe("power", () => {
  it("is that of the engine, to 13 digits", () => {
    for (let x = 0.01; x < 3; x += 0.0173) {
      for (const y of [-2.5, -0.5, 0.3, 1, 7.7]) {
        expect(Math.abs(power(x, y) / x ** y - 1)).toBeLessThan(2 ** -44);
      }
    }
  });

  it("has the special cases of the engine", () => {
    expect([power(0, 0), power(0, 2), power(2, 0), power(-2, 0.5)]).toEqual([1, 0, 1, Number.NaN]);
  });
});

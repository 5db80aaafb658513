import { describe, expect, it } from "vitest";
import { chooseIndices } from "./choice.ts";
import { createRng } from "./rng.ts";

const rng = (): ReturnType<typeof createRng> => createRng(3).at("choice");

describe("choice", () => {
  it("takes entries of arrays where it takes their indices", () => {
    const letters = ["a", "b", "c", "d", "e"];
    const indices = rng().choice(5, 4);
    expect(indices).toBeInstanceOf(Uint32Array);
    expect(rng().choice(letters, 4)).toEqual(Array.from(indices, (i) => letters[i]));
    expect(rng().choice(Float32Array.of(0.5, 1.5), 0)).toEqual([]);
  });

  it.each([0, 1, 7, 100])("without replacement draws %i of 100 different ones", (k) => {
    const chosen = rng().choice(100, k);
    expect(new Set(chosen).size).toBe(k);
    expect(chosen.every((i) => i < 100)).toBe(true);
  });

  it("keeps no list of a large n", () => {
    const chosen = rng().choice(2 ** 32 - 1, 5);
    expect(new Set(chosen).size).toBe(5);
    expect(Math.max(...chosen)).toBeGreaterThan(2 ** 29); // but for odds of 2⁻¹⁵
  });

  it("with replacement draws independent integers", () => {
    const integers = rng();
    expect([...rng().choice(10, 50, { replace: true })]).toEqual(
      Array.from({ length: 50 }, () => integers.integer(10)),
    );
  });

  it("never draws what has weight 0", () => {
    const weights = [0, 3, 0, 0, 1e-300, 2, 0];
    expect([...rng().choice(7, 3, { weights })].sort()).toEqual([1, 4, 5]);
    const often = rng().choice(7, 1000, { weights, replace: true });
    expect(new Set(often)).toEqual(new Set([1, 5]));
  });

  it("draws the ends of the running sum with the ends of the uniform", () => {
    const at = (uniform: number): number =>
      chooseIndices("f", { integer: () => 0, uniform53: () => uniform }, 4, 1, {
        replace: true,
        weights: [0, 1, 3, 0],
      })[0];
    expect([0, 0.2499, 0.25, 1 - 2 ** -53].map(at)).toEqual([1, 1, 2, 2]);
  });
});

describe("choice refuses", () => {
  it.each([
    [-1, 0, {}, "rng.choice: n: expected a whole number in [0, 2³²), got -1"],
    [3, 4, {}, "rng.choice: k: expected at most the 3 entries without replacement, got 4"],
    [3, -1, {}, "rng.choice: k: expected a whole number ≥ 0, got -1"],
    [3, 0.5, {}, "rng.choice: k: expected a whole number ≥ 0, got 0.5"],
    [0, 1, { replace: true }, "rng.choice: expected entries to draw 1 from, got none"],
    [2, 1, { weights: [1] }, "rng.choice: weights: expected 2 numbers, got 1"],
    [2, 1, { weights: [1, -1] }, "rng.choice: weights: expected numbers ≥ 0, got -1 at [1]"],
    [2, 1, { weights: [1, Number.NaN] }, "rng.choice: weights: expected numbers ≥ 0, got NaN at"],
    [2, 1, { weights: [0, 0] }, "rng.choice: weights: expected a sum above 0 and finite, got 0"],
    [
      3,
      2,
      { weights: [0, 1, 0] },
      "rng.choice: k: expected at most the 1 entries with weights above 0 without replacement, got 2",
    ],
  ])("%j, %j, %j", (n, k, options, message) => {
    const stream = rng();
    expect(() => stream.choice(n, k, options)).toThrow(message);
    expect(stream.stream.position).toBe(0);
  });

  it("what has no length", () => {
    expect(() => rng().choice(undefined as unknown as number, 1)).toThrow(
      "rng.choice: n: expected a whole number in [0, 2³²), got undefined",
    );
  });
});

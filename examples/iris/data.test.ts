import { createRng } from "@kindling/core";
import { describe, expect, it } from "vitest";
import { foldsOf, loadIris, standardized } from "./data.ts";

describe("iris", () => {
  it("has Fisher's table", () => {
    const { kinds, flowers } = loadIris();
    expect(kinds).toHaveLength(3);
    expect(flowers).toHaveLength(150);
    for (const kind of [0, 1, 2]) {
      expect(flowers.filter((flower) => flower.kind === kind)).toHaveLength(50);
    }
    // First and last row of the table, and the mean length of the petals: 1.462, 4.26 and 5.552 cm.
    expect(flowers[0]).toEqual({ measures: [5.1, 3.5, 1.4, 0.2], kind: 0 });
    expect(flowers[149]).toEqual({ measures: [5.9, 3.0, 5.1, 1.8], kind: 2 });
    const means = [0, 1, 2].map(
      (kind) =>
        flowers
          .filter((flower) => flower.kind === kind)
          .reduce((sum, { measures }) => sum + measures[2]!, 0) / 50,
    );
    for (const [i, mean] of [1.462, 4.26, 5.552].entries()) expect(means[i]).toBeCloseTo(mean, 10);
  });

  it("puts every flower in one fold, and each kind in all folds alike", () => {
    const { flowers } = loadIris();
    const folds = foldsOf(flowers, 10, createRng(1));
    expect(new Set(folds.flat()).size).toBe(150);
    for (const fold of folds) {
      expect(fold.map(({ kind }) => kind).sort()).toEqual(
        [0, 1, 2].flatMap((k) => Array(5).fill(k)),
      );
    }
  });

  it("measures the test in units of the training", () => {
    const [train, test] = standardized([[1], [3]], [[2], [5]]); // mean 2, deviation 1
    expect(train).toEqual([[-1], [1]]);
    expect(test).toEqual([[0], [3]]);
  });
});

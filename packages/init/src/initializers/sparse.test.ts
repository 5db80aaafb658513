import { describe, expect, it } from "vitest";
import { distance, sample, sampleVariance } from "../../test/sample.ts";
import { normal } from "../law.ts";
import { type SparseConfig, sparse } from "./sparse.ts";

const fill = (rows: number, columns: number, config?: SparseConfig) =>
  sample(sparse(config), { shape: [rows, columns], fanIn: rows, fanOut: columns, seed: 1 });

describe("sparse", () => {
  it.each([
    [10, 0.5, 5], [10, 0.25, 3], [7, 0.1, 1], [100, 0.07, 7], [10, 0.7, 7], [5, 1, 5], [5, 0, 0],
    [1000, 0.9, 900],
  ])("has of %i rows with sparsity %f in every column %i zeros", (rows, sparsity, count) => {
    const w = fill(rows, 4, { sparsity });
    for (let j = 0; j < 4; j++) {
      const column = Array.from({ length: rows }, (_, i) => w[i * 4 + j]);
      expect(column.filter((value) => value === 0)).toHaveLength(count);
    }
  }); // biome-ignore format: lines of cases

  it("draws the others from N(0, std²), 0.01 by default, of 90 % zeros", () => {
    const w = fill(2000, 500);
    const others = w.filter((value) => value !== 0);
    expect(others).toHaveLength(100_000);
    const bound = 2.28 / Math.sqrt(others.length);
    expect(distance(others, normal(0, 0.01))).toBeLessThan(bound);
    // Four standard errors of the variance, 1.8 %: a scale 1 % off changes it by 2 %.
    const standardError = 1e-4 * Math.sqrt(2 / others.length);
    expect(Math.abs(sampleVariance(others) - 1e-4)).toBeLessThan(4 * standardError);
  });

  it("chooses the zeros of every row alike", () => {
    // Each row is chosen of n columns with probability ½: within four standard errors of n/2.
    const [rows, n] = [8, 10_000];
    const w = fill(rows, n, { sparsity: 0.5 });
    for (let i = 0; i < rows; i++) {
      const zeros = w.subarray(i * n, i * n + n).filter((value) => value === 0).length;
      expect(Math.abs(zeros - n / 2)).toBeLessThan(4 * Math.sqrt(n / 4));
    }
  });

  it("says what is wrong", () => {
    expect(() => sparse({ sparsity: 1.5 })).toThrow(
      "sparse: sparsity: expected a number from 0 to 1, got 1.5",
    );
    expect(() => sparse({ std: 0 })).toThrow("sparse: std: expected a number above 0, got 0");
    expect(() => sample(sparse(), { shape: [2, 2, 2], fanIn: 1, fanOut: 1, seed: 1 })).toThrow(
      "sparse: expected [in, out], got [2, 2, 2]",
    );
  });
});

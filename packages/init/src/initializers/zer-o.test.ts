import { toNested } from "@kindling/core";
import { describe, expect, it } from "vitest";
import { sampleTensor } from "../../test/sample.ts";
import { zerO } from "./zer-o.ts";

const made = (shape: readonly number[]) =>
  sampleTensor(zerO(), { shape, fanIn: 1, fanOut: 1, seed: 1 });

/** Sylvester's construction: H₀ = 1, Hₘ = [[H, H], [H, −H]]. */
function hadamard(m: number): number[][] {
  if (m === 0) return [[1]];
  const h = hadamard(m - 1);
  const minus = (row: number[]) => row.map((value) => -value);
  return [...h.map((row) => [...row, ...row]), ...h.map((row) => [...row, ...minus(row)])];
}

describe("zerO", () => {
  it("is a partial identity where the net keeps or loses width", () => {
    expect(toNested(made([2, 2]))).toEqual([[1, 0], [0, 1]]); // biome-ignore format: a matrix
    expect(toNested(made([3, 2]))).toEqual([[1, 0], [0, 1], [0, 0]]); // biome-ignore format: a matrix
  });

  it.each([[1, 2, 1], [2, 3, 2], [3, 4, 2], [3, 5, 3], [5, 8, 3], [7, 12, 4], [20, 33, 6]])(
    "is part of a scaled Hadamard matrix where it grows from %i to %i",
    (inputs, outputs, m) => {
      const c = Math.fround(2 ** (-m / 2));
      const expected = hadamard(m)
        .slice(0, inputs)
        .map((row) => row.slice(0, outputs).map((sign) => sign * c));
      expect(toNested(made([inputs, outputs]))).toEqual(expected);
    },
  ); // biome-ignore format: one line of cases

  it("has orthonormal rows where the output is a power of two", () => {
    const w = toNested(made([5, 16])) as number[][];
    const products = w.map((a) => w.map((b) => a.reduce((sum, x, i) => sum + x * b[i]!, 0)));
    expect(products).toEqual(w.map((_, i) => w.map((_row, j) => (i === j ? 1 : 0))));
  });

  it("has no two columns alike, so that outputs train apart", () => {
    for (const [inputs, outputs] of [
      [3, 4],
      [5, 7],
      [9, 16],
    ] as const) {
      // biome-ignore format: one line
      const w = toNested(made([inputs, outputs])) as number[][];
      const columns = w[0]!.map((_, j) => w.map((row) => row[j]).join());
      expect(new Set(columns).size).toBe(outputs);
    }
  });

  it("stands in the middle tap of a convolution", () => {
    const w = made([3, 3, 2, 4]);
    expect(w.data.filter((value) => value !== 0)).toHaveLength(8);
    expect(toNested(w.pick(1, 1, -1, -1))).toEqual(toNested(made([2, 4])));
  });
});

import { qr, tensor, toNested, useKernels } from "@kindling/core";
import { afterEach, describe, expect, it } from "vitest";
import golden from "./golden/qr.json" with { type: "json" };

afterEach(() => useKernels("wasm-simd"));

describe.each(["wasm-simd", "js", "reference"] as const)("qr on %s", (set) => {
  it.each(golden.cases)(
    "has the factors of torch.linalg.qr, case %#",
    ({ condition, ...given }) => {
      useKernels(set);
      const { q, r } = qr(tensor(given.a));
      // Roundings of relative size 2⁻²⁴, four for every reflection, shift the factors by as much as
      // they shift A, times its condition.
      const reflections = given.r.length;
      const bound = 4 * reflections * 2 ** -24 * condition;
      expect(farthest(toNested(q) as number[][], given.q)).toBeLessThan(bound);
      const longest = Math.sqrt(Math.max(...given.r[0]!.map((_, j) => squares(given.r, j))));
      expect(farthest(toNested(r) as number[][], given.r)).toBeLessThan(bound * longest);
    },
  );
});

function farthest(got: readonly number[][], expected: readonly number[][]): number {
  expect([got.length, got[0]?.length]).toEqual([expected.length, expected[0]?.length]);
  return Math.max(...got.flatMap((row, i) => row.map((x, j) => Math.abs(x - expected[i]![j]!))));
}

function squares(x: readonly number[][], column: number): number {
  return x.reduce((sum, row) => sum + row[column]! ** 2, 0);
}

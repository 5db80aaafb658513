import { describe, expect, it } from "vitest";
import { expectAgreement, MATRICES } from "../kernel.contract.ts";
import { createLab, FAST_SETS, sampleValues, UNIT_ROUNDOFF } from "../lab.ts";
import { logSumExpKernels } from "./kernels.ts";

const SHAPES = [...MATRICES, [3, 0], [4, 37], [1000, 3], [1, 40]] as const;

/** (t + 5)·u + 6·u·ln n + 2·u·|y|, for numbers within t = 16 of one another. */
function bound(y: number, n: number): number {
  return UNIT_ROUNDOFF * (16 + 5 + 6 * Math.log(n) + 2 * Math.abs(y));
}

describe.each(FAST_SETS)("logSumExp of %s", (set) => {
  it.each(["logSumExpLast", "logSumExpFirst"] as const)(
    "%s agrees with the reference at every size",
    (name) => {
      const isLast = name === "logSumExpLast";
      for (const [rows, columns] of SHAPES) {
        const xRow = columns + 3;
        const n = isLast ? rows : columns;
        expectAgreement(
          set,
          logSumExpKernels,
          (lab) => {
            const x = lab.put(sampleValues(rows * xRow).map((value) => 8 * value));
            const out = lab.room(n);
            lab.kernels[name](rows, columns, x, xRow, out);
            return lab.get(out, n);
          },
          (expected) => bound(expected, Math.max(1, isLast ? columns : rows)),
        );
      }
    },
  );

  it("logSoftmax agrees with the reference at every size, in place too", () => {
    for (const [rows, columns] of SHAPES) {
      const n = rows * columns;
      expectAgreement(
        set,
        logSumExpKernels,
        (lab) => {
          const x = lab.put(sampleValues(n).map((value) => 8 * value));
          const y = lab.room(n);
          lab.kernels.logSoftmax(rows, columns, x, y);
          lab.kernels.logSoftmax(rows, columns, x, x);
          return [...lab.get(y, n), ...lab.get(x, n)];
        },
        (expected) => bound(expected, columns),
      );
    }
  });

  it("neither overflows nor vanishes", () => {
    const { kernels, put, room, get } = createLab(set, logSumExpKernels, 2 ** 10);
    const out = room(3);
    kernels.logSumExpLast(3, 2, put([1e4, 1e4, -1e4, -1e4, 3e38, -3e38]), 2, out);
    const expected = [1e4 + Math.LN2, -1e4 + Math.LN2, 3e38].map(Math.fround);
    expect(get(out, 3)).toEqual(expected);
    kernels.logSumExpFirst(2, 3, put([1e4, -1e4, 3e38, 1e4, -1e4, -3e38]), 3, out);
    expect(get(out, 3)).toEqual(expected);
    const x = put([0, -1000]);
    kernels.logSoftmax(1, 2, x, x);
    expect(get(x, 2)).toEqual([0, -1000]);
  });

  it("has infinite results of infinite numbers, and NaN of NaN", () => {
    const { kernels, put, room, get } = createLab(set, logSumExpKernels, 2 ** 10);
    const [none, all] = [Number.NaN, Number.POSITIVE_INFINITY];
    const cases: readonly (readonly number[])[] = [
      [-all, -all, -all, -all, -all], [-all, 0, -all, -all, -all], [1, all, 2, -all, all],
      [all, none, 0, 0, 0], [-all, -all, none, -all, -all], [0, 0, 0, 0, none],
    ]; // biome-ignore format: one row after another
    const expected = [-all, 0, all, none, none, none];
    const out = room(6);
    kernels.logSumExpLast(6, 5, put(cases.flat()), 5, out);
    expect(get(out, 6)).toEqual(expected);
    const columns = [0, 1, 2, 3, 4].flatMap((j) => cases.map((row) => row[j]));
    kernels.logSumExpFirst(5, 6, put(columns), 6, out);
    expect(get(out, 6)).toEqual(expected);
    const y = put(cases.flat());
    kernels.logSoftmax(6, 5, y, y);
    const rows = [none, none, none, none, none];
    expect(get(y, 30)).toEqual([rows, [-all, 0, -all, -all, -all], rows, rows, rows, rows].flat());
  });
});

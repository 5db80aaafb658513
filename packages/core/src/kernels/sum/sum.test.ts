import { describe, expect, it } from "vitest";
import { expectAgreement, MATRICES } from "../kernel.contract.ts";
import { createLab, FAST_SETS, sampleValues, UNIT_ROUNDOFF } from "../lab.ts";
import { sumKernels } from "./kernels.ts";

const U = UNIT_ROUNDOFF;
/** Beside the usual ones: around blocks of 256, of 32, and of 16 columns of 8 rows. */
const SHAPES = [...MATRICES, [0, 4], [5, 0], [1, 255], [2, 257], [1, 31], [3, 513], [8, 16], [9, 17], [31, 50]] as const; // biome-ignore format: one line
const LENGTHS = [0, 1, 5, 31, 32, 33, 255, 256, 700] as const;

function absolute(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + Math.abs(value), 0);
}

describe.each(FAST_SETS)("sum of %s", (set) => {
  it.each(["sumLast", "sumFirst"] as const)(
    "%s agrees with the reference at every size",
    (name) => {
      for (const [rows, columns] of SHAPES) {
        const xRow = columns + 3;
        const x = sampleValues(rows * xRow);
        const n = name === "sumLast" ? rows : columns;
        expectAgreement(
          set,
          sumKernels,
          (lab) => {
            const [at, out] = [lab.put(x), lab.room(n)];
            lab.kernels[name](rows, columns, at, xRow, out, 3);
            return lab.get(out, n);
          },
          (expected, i) => {
            const terms = Array.from({ length: name === "sumLast" ? columns : rows }, (_, k) =>
              name === "sumLast" ? x[i * xRow + k] : x[k * xRow + i],
            );
            return 1.01 * U * (Math.abs(expected) + (11 * absolute(terms)) / 3);
          },
        );
      }
    },
  );

  it("errs no more for a million terms than for ten", () => {
    const { kernels, put, room, get } = createLab(set, sumKernels, 2 ** 21);
    const n = 2 ** 20;
    const x = sampleValues(n).map((value) => Math.abs(value) + 0.1);
    const exact = x.reduce((sum, value) => sum + value, 0); // float64: n·2⁻⁵³ is nothing here
    const out = room(2);
    kernels.sumLast(1, n, put(x), n, out, 1);
    kernels.sumFirst(n, 1, put(x), 1, out + 1, 1);
    for (const sum of get(out, 2)) expect(Math.abs(sum - exact)).toBeLessThan(12 * U * exact);
    // One float32 after another would miss by more, and a bound in n would not tell.
    const naive = x.reduce((sum, value) => Math.fround(sum + value), 0);
    expect(Math.abs(naive - exact)).toBeGreaterThan(12 * U * exact);
  });

  it("multiplies and adds at every size", () => {
    for (const n of LENGTHS) {
      const [a, b] = [sampleValues(n, 1), sampleValues(n, 2)];
      const terms = absolute(a.map((value, i) => value * b[i]));
      expectAgreement(
        set,
        sumKernels,
        (lab) => {
          const out = lab.room(1);
          lab.kernels.dot(n, lab.put(a), lab.put(b), out);
          return lab.get(out, 1);
        },
        (expected) => 1.01 * U * (Math.abs(expected) + 11 * terms),
      );
    }
  });

  it.each(["varianceLast", "varianceFirst", "normLast", "normFirst"] as const)(
    "%s agrees with the reference at every size",
    (name) => {
      const isLast = name.endsWith("Last");
      for (const [rows, columns] of SHAPES) {
        const xRow = columns + 1;
        const n = isLast ? rows : columns;
        const length = isLast ? columns : rows;
        // A mean of 100 in front of deviations below 1 costs a variance in float32 three digits.
        const x = sampleValues(rows * xRow).map((value) => Math.fround(100 + value));
        expectAgreement(
          set,
          sumKernels,
          (lab) => {
            const [at, out] = [lab.put(x), lab.room(n)];
            lab.kernels[name](rows, columns, at, xRow, out, 2);
            return lab.get(out, n);
          },
          (expected) => 2 * U * expected + length * 2 ** -52 * (expected + 101 ** 2),
        );
      }
    },
  );

  it("takes norms and variances of numbers whose squares are no float32", () => {
    const { kernels, put, room, get } = createLab(set, sumKernels, 2 ** 10);
    const out = room(2);
    const large = put([3e30, 4e30]);
    const small = put([3e-30, 4e-30]);
    kernels.normLast(1, 2, large, 2, out);
    kernels.normFirst(2, 1, small, 1, out + 1);
    expect(get(out, 2).map(Math.fround)).toEqual([5e30, 5e-30].map(Math.fround));
    kernels.varianceFirst(2, 1, put([1e19, 3e19]), 1, out, 2);
    kernels.varianceLast(1, 2, put([1e19, 3e19]), 2, out + 1, 2);
    for (const variance of get(out, 2)) expect(variance / 1e38).toBeCloseTo(1, 6);
  });

  it("passes NaN and infinities on, and from one column to no other", () => {
    const { kernels, put, room, get } = createLab(set, sumKernels, 2 ** 12);
    const [none, all] = [Number.NaN, Number.POSITIVE_INFINITY];
    const columns = 21;
    for (const [value, total] of [
      [none, none],
      [all, all],
      [-all, -all],
    ] as const) {
      // biome-ignore format: one line
      for (let bad = 0; bad < columns; bad++) {
        const x = new Array<number>(3 * columns).fill(1);
        x[columns + bad] = value;
        const at = put(x);
        const out = room(columns);
        kernels.sumFirst(3, columns, at, columns, out, 1);
        const expected = new Array<number>(columns).fill(3);
        expected[bad] = total;
        expect(get(out, columns)).toEqual(expected);
        kernels.sumLast(3, columns, at, columns, out, 1);
        expect(get(out, 3)).toEqual([columns, total, columns]);
        kernels.varianceLast(3, columns, at, columns, out, 1);
        expect(get(out, 3)).toEqual([0, none, 0]);
        kernels.normFirst(3, columns, at, columns, out);
        expect(get(out + bad, 1)).toEqual([Math.abs(total)]);
      }
    }
  });
});

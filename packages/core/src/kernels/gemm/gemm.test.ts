import { describe, expect, it } from "vitest";
import { createLab, type Lab, RELAXABLE_SETS, sampleValues, UNIT_ROUNDOFF } from "../lab.ts";
import { type Gemm, GemmMode } from "./gemm.ts";
import { gemmKernels } from "./kernels.ts";

/** Around tiles of 1, 2 and 4 rows, of 4, 8, 12 and 16 columns, and around the sizes where kernels change. */
const SHAPES = [
  [0, 3, 2], [3, 0, 2], [3, 5, 0], [9, 17, 0], [1, 1, 1], [1, 7, 3], [1, 33, 5], [2, 1, 9], [3, 3, 3],
  [4, 8, 4], [4, 10, 7], [5, 13, 6], [7, 4, 31], [8, 12, 1], [9, 17, 33], [32, 10, 128], [33, 31, 17],
  [8, 1, 6], [13, 1, 19], [8, 16, 2], [9, 9, 5], [10, 11, 4], [11, 12, 3], [12, 14, 66], [8, 15, 64],
  [16, 4, 65], [17, 30, 40], [8, 41, 3], [14, 64, 20],
] as const; // biome-ignore format: a row of sizes a line

/** Deeper than a pass, and with rows of A that fill a cache: what takes several passes or copies. */
const DEEP_SHAPES = [
  [9, 21, 1030], [8, 26, 2049], [2, 5, 1500], [130, 20, 70], [128, 16, 257], [250, 9, 300], [256, 18, 64],
] as const; // biome-ignore format: a row of sizes a line

const FORMS = ["gemmNN", "gemmTN", "gemmNT"] as const;

const MODES = [
  [GemmMode.store, false],
  [GemmMode.store, true],
  [GemmMode.relu, true],
  [GemmMode.relu, false],
  [GemmMode.accumulate, false],
  [GemmMode.mask, true],
] as const;

interface Case {
  readonly m: number;
  readonly n: number;
  readonly k: number;
  /** Elements between the end of a row and the start of the next. */
  readonly gap: number;
  readonly form: (typeof FORMS)[number];
  readonly mode: number;
  /** Of a bias or a mask. */
  readonly extra: boolean;
}

/** C, the gaps of its rows included, and the line behind it. */
function product(lab: Lab<Gemm>, { m, n, k, gap, form, mode, extra }: Case): number[] {
  const lda = (form === "gemmTN" ? m : k) + gap;
  const ldb = (form === "gemmNT" ? k : n) + gap;
  const ldc = n + gap;
  const a = lab.put(sampleValues(lda * (form === "gemmTN" ? k : m), 1));
  const b = lab.put(sampleValues(ldb * (form === "gemmNT" ? n : k), 2));
  const c = lab.put(sampleValues(ldc * m, 3));
  const extraAt = extra ? lab.put(sampleValues(mode === GemmMode.mask ? ldc * m : n, 4)) : 0;
  lab.kernels[form](m, n, k, a, lda, b, ldb, c, ldc, extraAt, mode);
  return lab.get(c, ldc * m + 16);
}

/** Compares with the reference, each sum within its bound, everything else as it was. */
function expectProduct(lab: Lab<Gemm>, reference: Lab<Gemm>, which: Case): void {
  const got = product(lab, which);
  const expected = product(reference, which);
  const { k } = which;
  // k products and k + 1 sums of terms below 1 in size, each rounded to float32: Higham's γ.
  const bound = 1.01 * (k + 2) * UNIT_ROUNDOFF * (k + 2);
  got.forEach((value, at) => {
    if (Object.is(value, expected[at]) || Math.abs(value - expected[at]) <= bound) return;
    expect.fail(`${JSON.stringify(which)} at ${at}: expected ${expected[at]}, got ${value}`);
  });
}

describe.each(RELAXABLE_SETS)("gemm of %s", (set) => {
  it.each(FORMS)("%s agrees with the reference at every size, mode and stride", (form) => {
    const lab = createLab(set, gemmKernels);
    const reference = createLab("reference", gemmKernels);
    for (const [m, n, k] of SHAPES) {
      for (const gap of [0, 3]) {
        for (const [mode, extra] of MODES) {
          expectProduct(lab, reference, { m, n, k, gap, form, mode, extra });
        }
      }
    }
  });

  it.each(FORMS)("%s agrees with the reference at sizes that take several passes", (form) => {
    const lab = createLab(set, gemmKernels, 2 ** 22);
    const reference = createLab("reference", gemmKernels, 2 ** 22);
    for (const [m, n, k] of DEEP_SHAPES) {
      for (const [mode, extra] of MODES) {
        expectProduct(lab, reference, { m, n, k, gap: 0, form, mode, extra });
      }
    }
  });

  it.each(FORMS)("%s passes NaN and infinities on, and to their own sums only", (form) => {
    const lab = createLab(set, gemmKernels);
    for (const [m, n, k] of [
      [5, 6, 5],
      [9, 1, 5],
      [9, 18, 7],
      [10, 11, 66],
    ] as const) {
      const a = lab.put(new Array(m * k).fill(1));
      const b = lab.put(new Array(k * n).fill(1));
      const special = lab.put(
        Array.from({ length: m * k }, (_, at) => {
          const [i, p] =
            form === "gemmTN" ? [at % m, Math.floor(at / m)] : [Math.floor(at / k), at % k];
          if (p !== 4) return 1;
          return [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY][i] ?? 1;
        }),
      );
      const c = lab.room(m * n);
      const lda = form === "gemmTN" ? m : k;
      const ldb = form === "gemmNT" ? k : n;
      lab.kernels[form](m, n, k, special, lda, b, ldb, c, n, 0, GemmMode.relu);
      const rows = Array.from(
        { length: m },
        (_, i) => [Number.NaN, Number.POSITIVE_INFINITY, 0][i] ?? k,
      );
      expect(lab.get(c, m * n)).toEqual(rows.flatMap((value) => new Array(n).fill(value)));
      lab.kernels[form](m, n, k, a, lda, b, ldb, c, n, 0, GemmMode.store);
      expect(lab.get(c, m * n)).toEqual(new Array(m * n).fill(k));
    }
  });

  it.each(FORMS)("%s keeps denormal products", (form) => {
    const lab = createLab(set, gemmKernels);
    const a = lab.put([2 ** -130, 0]);
    const b = lab.put([0.5, 0]);
    const c = lab.room(1);
    const lda = form === "gemmTN" ? 1 : 2;
    const ldb = form === "gemmNT" ? 2 : 1;
    lab.kernels[form](1, 1, 2, a, lda, b, ldb, c, 1, 0, GemmMode.store);
    expect(lab.get(c, 1)).toEqual([2 ** -131]);
  });

  it("reads a column of B at any stride", () => {
    const lab = createLab(set, gemmKernels);
    const reference = createLab("reference", gemmKernels);
    const columns = ({ kernels, put, room, get }: Lab<Gemm>) => {
      const [a, b, c] = [put(sampleValues(10 * 7, 1)), put(sampleValues(7 * 3, 2)), room(20, 0)];
      kernels.gemmNN(10, 1, 7, a, 7, b, 3, c, 2, 0, GemmMode.store);
      return get(c, 20);
    };
    const expected = columns(reference);
    columns(lab).forEach((value, at) => {
      expect(Math.abs(value - expected[at])).toBeLessThanOrEqual(1.01 * 9 * UNIT_ROUNDOFF * 9);
    });
  });
});

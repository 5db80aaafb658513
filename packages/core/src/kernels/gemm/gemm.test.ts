import { describe, expect, it } from "vitest";
import { createLab, FAST_SETS, type Lab, sampleValues, UNIT_ROUNDOFF } from "../lab.ts";
import { type Gemm, GemmMode } from "./gemm.ts";
import { gemmKernels } from "./kernels.ts";

const SHAPES = [
  [0, 3, 2], [3, 0, 2], [3, 5, 0], [1, 1, 1], [1, 7, 3], [1, 33, 5], [2, 1, 9], [3, 3, 3],
  [4, 8, 4], [4, 10, 7], [5, 13, 6], [7, 4, 31], [8, 12, 1], [9, 17, 33], [32, 10, 128], [33, 31, 17],
] as const; // biome-ignore format: one line a row of sizes
const FORMS = ["gemmNN", "gemmTN", "gemmNT"] as const;

interface Case {
  readonly m: number;
  readonly n: number;
  readonly k: number;
  /** Elements between the end of a row and the start of the next. */
  readonly gap: number;
  readonly form: (typeof FORMS)[number];
  readonly mode: number;
  readonly bias: boolean;
  /** B is packed on the way. */
  readonly packed?: boolean;
}

/** The whole of C, gaps included, and Σ|a·b| for each element as the reference computes it. */
function product(
  lab: Lab<Gemm>,
  { m, n, k, gap, form, mode, bias, packed = false }: Case,
  sample = sampleValues,
): number[] {
  const lda = (form === "gemmTN" ? m : k) + gap;
  const ldb = (form === "gemmNT" ? k : n) + gap;
  const ldc = n + gap;
  const a = lab.put(sample(lda * (form === "gemmTN" ? k : m), 1));
  const b = lab.put(sample(ldb * (form === "gemmNT" ? n : k), 2));
  const c = lab.put(sample(ldc * m, 3));
  const biasAt = bias ? lab.put(sample(mode === GemmMode.mask ? ldc * m : n, 4)) : 0;
  const panel = packed ? lab.room(8 * k) : 0;
  lab.kernels[form](m, n, k, a, lda, b, ldb, c, ldc, biasAt, mode, panel);
  return lab.get(c, ldc * m);
}

describe.each(FAST_SETS)("gemm of %s", (set) => {
  it.each(FORMS)("%s agrees with the reference at every size, mode and stride", (form) => {
    const fast = createLab(set, gemmKernels);
    const reference = createLab("reference", gemmKernels);
    for (const [m, n, k] of SHAPES) {
      for (const gap of [0, 3]) {
        for (const [mode, bias] of [
          [GemmMode.store, false],
          [GemmMode.store, true],
          [GemmMode.relu, true],
          [GemmMode.relu, false],
          [GemmMode.accumulate, false],
          [GemmMode.mask, true],
        ] as const) {
          const which: Case = { m, n, k, gap, form, mode, bias };
          const got = product(fast, which);
          if (form === "gemmNN") expect(product(fast, { ...which, packed: true })).toEqual(got);
          const expected = product(reference, which);
          // k products and k + 1 sums of terms below 1 in size, each rounded to float32: Higham's γ.
          const bound = 1.01 * (k + 2) * UNIT_ROUNDOFF * (k + 2);
          got.forEach((value, at) => {
            const distance = Math.abs(value - expected[at]);
            if (!(distance <= bound)) {
              expect.fail(
                `${JSON.stringify(which)} at ${at}: expected ${expected[at]}, got ${value}`,
              );
            }
          });
        }
      }
    }
  });

  it.each(FORMS)("%s passes NaN and infinities on, and to their own sums only", (form) => {
    const lab = createLab(set, gemmKernels);
    const m = 5;
    const n = 6;
    const k = 5;
    const a = lab.put(new Array(m * k).fill(1));
    const b = lab.put(new Array(k * n).fill(1));
    const special = lab.put(
      Array.from({ length: m * k }, (_, at) => {
        const [i, p] =
          form === "gemmTN" ? [at % m, Math.floor(at / m)] : [Math.floor(at / k), at % k];
        if (p !== 4) return 1;
        return [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1, 1][i];
      }),
    );
    const c = lab.room(m * n);
    const lda = form === "gemmTN" ? m : k;
    const ldb = form === "gemmNT" ? k : n;
    lab.kernels[form](m, n, k, special, lda, b, ldb, c, n, 0, GemmMode.relu, 0);
    const rows = [Number.NaN, Number.POSITIVE_INFINITY, 0, 5, 5];
    expect(lab.get(c, m * n)).toEqual(rows.flatMap((value) => new Array(n).fill(value)));
    lab.kernels[form](m, n, k, a, lda, b, ldb, c, n, 0, GemmMode.store, 0);
    expect(lab.get(c, m * n)).toEqual(new Array(m * n).fill(5));
  });

  it.each(FORMS)("%s keeps denormal products", (form) => {
    const lab = createLab(set, gemmKernels);
    const a = lab.put([2 ** -130, 0]);
    const b = lab.put([0.5, 0]);
    const c = lab.room(1);
    lab.kernels[form](
      1,
      1,
      2,
      a,
      form === "gemmTN" ? 1 : 2,
      b,
      form === "gemmNT" ? 2 : 1,
      c,
      1,
      0,
      0,
      0,
    );
    expect(lab.get(c, 1)).toEqual([2 ** -131]);
  });
});

import { describe, expect, it } from "vitest";
import { expectAgreement, rounding, SIZES, SPECIALS } from "../kernel.contract.ts";
import { createLab, FAST_SETS, sampleValues } from "../lab.ts";
import { gradientKernels } from "./kernels.ts";

/** Around whole vectors and blocks of sumOfSquares. */
const LENGTHS = [...SIZES, 15, 16, 17, 255, 256, 257, 100_003];

describe.each(FAST_SETS)("sumOfSquares of %s", (set) => {
  it("agrees with the reference at every size", () => {
    for (const n of LENGTHS) {
      expectAgreement(
        set,
        gradientKernels,
        (lab) => [lab.kernels.sumOfSquares(n, lab.put(sampleValues(n)))],
        // A term is squared and added at most 18 times within a block, all terms positive.
        (expected) => rounding(20, expected),
      );
    }
  });

  it("is not finite where a number is not, or its square overflows, wherever that stands", () => {
    const { kernels, put } = createLab(set, gradientKernels, 2 ** 12);
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 2e19]) {
      for (const n of [1, 3, 4, 16, 19, 300]) {
        for (const at of [0, n >> 1, n - 1]) {
          const x = sampleValues(n);
          x[at] = bad;
          expect(Number.isFinite(kernels.sumOfSquares(n, put(x)))).toBe(false);
        }
      }
    }
    expect(kernels.sumOfSquares(2, put([1e19, 0]))).toBeCloseTo(1e38, -32);
  });

  it("leaves out what stands behind the end", () => {
    const { kernels, put } = createLab(set, gradientKernels, 2 ** 12);
    for (const n of [0, 1, 2, 3, 5, 17]) {
      expect(kernels.sumOfSquares(n, put(new Array(n).fill(2)))).toBe(4 * n);
    }
  });
});

describe.each(FAST_SETS)("scale of %s", (set) => {
  it.each([false, true])("agrees with the reference, in place %j", (inPlace) => {
    for (const n of SIZES) {
      expectAgreement(
        set,
        gradientKernels,
        (lab) => {
          const x = lab.put(sampleValues(n));
          const out = inPlace ? x : lab.room(n);
          lab.kernels.scale(n, x, out, 0.3);
          return lab.get(out, n);
        },
        () => rounding(2, 0.3),
      );
    }
  });
});

describe.each(FAST_SETS)("penalize of %s", (set) => {
  it("agrees with the reference at every size", () => {
    for (const n of SIZES) {
      expectAgreement(
        set,
        gradientKernels,
        (lab) => {
          const w = lab.put(sampleValues(n, 1));
          const g = lab.put(sampleValues(n, 2));
          lab.kernels.penalize(n, w, g, 0.1, 0.3);
          return lab.get(g, n);
        },
        () => rounding(6, 1.7),
      );
    }
  });

  it("adds the slope of l1·|w| + l2·w², which is 0 at 0", () => {
    const { kernels, put, get } = createLab(set, gradientKernels, 2 ** 10);
    const g = put([1, 1, 1, 1, 1]);
    kernels.penalize(5, put([2, -2, 0, -0, 1]), g, 0.5, 0.25);
    expect(get(g, 5)).toEqual([2.5, -0.5, 1, 1, 2]);
  });
});

describe.each(FAST_SETS)("clip of %s", (set) => {
  it("agrees with the reference, at infinite bounds too, and passes NaN", () => {
    for (const [low, high] of [
      [-0.5, 0.25],
      [-Infinity, 0],
      [0, Infinity],
      [1, 1],
    ]) {
      for (const values of [...SIZES.map((n) => sampleValues(n)), SPECIALS]) {
        expectAgreement(
          set,
          gradientKernels,
          (lab) => {
            const x = lab.put(values);
            lab.kernels.clip(values.length, x, x, low, high);
            return lab.get(x, values.length).map((y) => y + 0);
          },
          () => 0,
        );
      }
    }
  });
});

import { describe, expect, it } from "vitest";
import { expectAgreement, rounding, SIZES } from "../kernel.contract.ts";
import { createLab, FAST_SETS, sampleValues } from "../lab.ts";
import { gatherKernels } from "./kernels.ts";

const ROWS = 7;
/** Around whole vectors, and where rows are copied as blocks. */
const LENGTHS = [0, 1, 3, 4, 6, 64, 257] as const;

/** Numbers from 0 to 6; some come twice, next to each other and apart. */
function numbers(n: number): number[] {
  return Array.from({ length: n }, (_, i) => (i * i + (i >> 1)) % ROWS);
}

describe.each(FAST_SETS)("gather of %s", (set) => {
  it("takes rows, and adds to them, at every size", () => {
    for (const length of LENGTHS) {
      for (const n of SIZES.slice(0, 7)) {
        expectAgreement(
          set,
          gatherKernels,
          (lab) => {
            const x = lab.put(sampleValues(ROWS * length));
            const indices = lab.put(numbers(n));
            const out = lab.room(n * length);
            const sums = lab.put(sampleValues(ROWS * length, 2));
            lab.kernels.gatherRows(n, length, x, indices, out);
            lab.kernels.scatterAddRows(n, length, out, indices, sums);
            return [...lab.get(out, n * length), ...lab.get(sums, ROWS * length)];
          },
          // At most n sums, of numbers below 1.
          () => rounding(n, n + 1),
        );
      }
    }
  });

  it("marks classes at every size", () => {
    for (const n of SIZES) {
      expectAgreement(
        set,
        gatherKernels,
        (lab) => {
          const [indices, out] = [lab.put(numbers(n)), lab.room(n * ROWS)];
          lab.kernels.oneHot(n, ROWS, indices, out);
          return lab.get(out, n * ROWS);
        },
        () => 0,
      );
    }
  });

  it("finds the first number that is outside, wherever it stands", () => {
    const { kernels, put } = createLab(set, gatherKernels, 2 ** 14);
    for (const bad of [-1, 7, 1.5, Number.NaN, Number.POSITIVE_INFINITY, -1e-30]) {
      for (let at = 0; at < 11; at++) {
        const indices = put([...numbers(at), bad, ...numbers(11 - at)]);
        expect(kernels.firstOutside(12, indices, ROWS)).toBe(at);
        expect(kernels.firstOutside(at, indices, ROWS)).toBe(-1);
      }
    }
  });
});

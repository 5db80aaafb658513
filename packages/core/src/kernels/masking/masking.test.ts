import { describe, expect, it } from "vitest";
import { expectAgreement, MATRICES, SPECIALS } from "../kernel.contract.ts";
import { createLab, FAST_SETS, sampleValues } from "../lab.ts";
import { maskingKernels } from "./kernels.ts";

describe.each(FAST_SETS)("masking of %s", (set) => {
  it.each([...MATRICES, [3, 0]] as const)("agrees with the reference, %i × %i", (rows, columns) => {
    const n = rows * columns;
    for (const value of [0, 0.1, -1]) {
      // Whole rows of the value, rows in which one number differs at every place, and others.
      const x = sampleValues(n).map((number, at) => {
        const i = Math.floor(at / columns);
        const j = at % columns;
        if (i % 3 === 0 || (i % 3 === 1 && j !== i % columns)) return value;
        return number;
      });
      expectAgreement(
        set,
        maskingKernels,
        (lab) => {
          const [at, mask, y] = [lab.put(x), lab.room(rows), lab.room(n)];
          lab.kernels.maskRows(rows, columns, Math.fround(value), at, mask, y);
          lab.kernels.maskRows(rows, columns, Math.fround(value), at, mask, at);
          return [...lab.get(mask, rows), ...lab.get(y, n), ...lab.get(at, n)];
        },
        () => 0,
      );
    }
  });

  it("counts every number that is another, NaN too, and takes −0 for 0", () => {
    const { kernels, put, room, get } = createLab(set, maskingKernels, 2 ** 10);
    const n = SPECIALS.length;
    const [x, mask, y] = [put(SPECIALS), room(n), room(n)];
    kernels.maskRows(n, 1, 0, x, mask, y);
    expect(get(mask, n)).toEqual(SPECIALS.map((value) => (value === 0 ? 0 : 1)));
  });
});

import { describe, it } from "vitest";
import { expectAgreement, SIZES, SPECIALS } from "../kernel.contract.ts";
import { FAST_SETS, sampleValues } from "../lab.ts";
import { copyKernels } from "./kernels.ts";

describe.each(FAST_SETS)("copy of %s", (set) => {
  it("copies, onto itself too", () => {
    for (const values of [...SIZES.map((n) => sampleValues(n)), SPECIALS]) {
      expectAgreement(
        set,
        copyKernels,
        (lab) => {
          const [x, out] = [lab.put(values), lab.room(values.length)];
          lab.kernels.copy(values.length, x, out);
          lab.kernels.copy(values.length, x, x);
          return [...lab.get(out, values.length), ...lab.get(x, values.length)];
        },
        () => 0,
      );
    }
  });

  it.each([
    [0, 3, 3, 3],
    [2, 0, 1, 1],
    [3, 5, 7, 6],
    [1, 4, 4, 4],
    [4, 1, 0, 2],
  ])("copies %i × %i from rows of %i to rows of %i", (rows, columns, xRow, outRow) => {
    expectAgreement(
      set,
      copyKernels,
      (lab) => {
        const [x, out] = [lab.put(sampleValues(40)), lab.room(rows * outRow, 7)];
        lab.kernels.copyRows(rows, columns, x, xRow, out, outRow);
        return lab.get(out, rows * outRow);
      },
      () => 0,
    );
  });
});

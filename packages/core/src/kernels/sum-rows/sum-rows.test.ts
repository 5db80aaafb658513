import { describe, it } from "vitest";
import { expectAgreement, MATRICES, rounding } from "../kernel.contract.ts";
import { FAST_SETS, sampleValues } from "../lab.ts";
import { sumRowsKernels } from "./kernels.ts";

describe.each(FAST_SETS)("sumRows of %s", (set) => {
  it("adds every row, and nothing behind the last column", () => {
    for (const [rows, columns] of [...MATRICES, [1000, 2], [5, 48], [5, 61]] as const) {
      expectAgreement(
        set,
        sumRowsKernels,
        (lab) => {
          const x = lab.put(sampleValues(rows * columns));
          const out = lab.put(sampleValues(columns, 2));
          lab.kernels.sumRows(rows, columns, x, out);
          return lab.get(out, columns);
        },
        () => rounding(rows + 1, rows + 1),
      );
    }
  });
});

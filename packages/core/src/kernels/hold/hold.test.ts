import { describe, it } from "vitest";
import { expectAgreement, rounding } from "../kernel.contract.ts";
import { FAST_SETS, sampleValues } from "../lab.ts";
import { MASK_ROW, OUTPUT_ROW, putMask, STEP_SIZES, SURROUNDINGS } from "../sequences.contract.ts";
import { holdKernels } from "./kernels.ts";

describe.each(FAST_SETS)("hold of %s", (set) => {
  describe.each(SURROUNDINGS)("$surroundings", ({ output, masked }) => {
    it.each(STEP_SIZES)("agrees with the reference, %i × %i", (rows, units) => {
      const n = rows * units;
      expectAgreement(
        set,
        holdKernels,
        (lab) => {
          const [h0, h] = [lab.put(sampleValues(n, 1)), lab.put(sampleValues(n, 2))];
          const [d, dh] = [lab.room(n), lab.put(sampleValues(n, 3))];
          const [y, dy] = [lab.room(OUTPUT_ROW * n, 7), lab.put(sampleValues(OUTPUT_ROW * n, 4))];
          const mask = masked ? putMask(lab, rows) : 0;
          const row = OUTPUT_ROW * units;
          lab.kernels.hold(rows, units, h0, h, output ? y : 0, row, mask, MASK_ROW);
          lab.kernels.release(rows, units, d, dh, output ? dy : 0, row, mask, MASK_ROW);
          return [h, d, dh].flatMap((at) => lab.get(at, n)).concat(lab.get(y, OUTPUT_ROW * n));
        },
        // One sum of two numbers below 1.
        () => rounding(1, 2),
      );
    });
  });
});

import { describe, it } from "vitest";
import { expectAgreement, rounding, SIZES, SPECIALS } from "../kernel.contract.ts";
import { FAST_SETS, sampleValues } from "../lab.ts";
import { meanSquaredErrorKernels } from "./kernels.ts";

describe.each(FAST_SETS)("mean squared error of %s", (set) => {
  it("agrees with the reference at every size, in place too", () => {
    for (const y of [...SIZES.map((n) => sampleValues(n)), SPECIALS]) {
      const n = y.length;
      expectAgreement(
        set,
        meanSquaredErrorKernels,
        (lab) => {
          const at = lab.put(y);
          const t = lab.put(sampleValues(n, 2));
          const dy = lab.room(n);
          const losses = [lab.room(1), lab.room(1), lab.room(1)] as const;
          lab.kernels.meanSquaredError(n, at, t, dy, losses[0], 1);
          lab.kernels.meanSquaredError(n, at, t, 0, losses[1], 0.3);
          lab.kernels.meanSquaredError(n, at, t, at, losses[2], 0.3);
          return [
            ...losses.flatMap((loss) => lab.get(loss, 1)),
            ...lab.get(dy, n),
            ...lab.get(at, n),
          ];
        },
        // Four roundings of each term, none of the float64 sum, one of the weight, one of the result.
        (expected) => rounding(6, expected),
      );
    }
  });
});

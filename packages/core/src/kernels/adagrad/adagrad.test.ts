import { describe, expect, it } from "vitest";
import { expectAgreement, rounding, SIZES } from "../kernel.contract.ts";
import { createLab, FAST_SETS, sampleValues } from "../lab.ts";
import { adagradKernels } from "./kernels.ts";

describe.each(FAST_SETS)("adagrad of %s", (set) => {
  it("agrees with the reference at every size", () => {
    for (const n of SIZES) {
      expectAgreement(
        set,
        adagradKernels,
        (lab) => {
          const w = lab.put(sampleValues(n, 1));
          const g = lab.put(sampleValues(n, 2));
          const sum = lab.put(sampleValues(n, 3).map((value) => value * value));
          lab.kernels.adagrad(n, w, g, sum, 0.1, 0.1, 1e-7);
          return [w, sum].flatMap((at) => lab.get(at, n));
        },
        // Every operation rounds once, on sums below 2.1 and steps below 0.1.
        () => rounding(8, 2.1),
      );
    }
  });

  it("takes the step worked out by hand", () => {
    const { kernels, put, get } = createLab(set, adagradKernels, 2 ** 10);
    const [w, sum] = [put([1]), put([28])];
    // √(20 + 28 + 4²) = 8, and 8 with ε.
    kernels.adagrad(1, w, put([4]), sum, 2, 20, 8);
    expect([get(w, 1), get(sum, 1)]).toEqual([[0.5], [44]]);
  });
});

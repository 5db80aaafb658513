import { describe, expect, it } from "vitest";
import { expectAgreement, rounding, SIZES } from "../kernel.contract.ts";
import { createLab, FAST_SETS, sampleValues } from "../lab.ts";
import { adadeltaKernels } from "./kernels.ts";

describe.each(FAST_SETS)("adadelta of %s", (set) => {
  it("agrees with the reference at every size", () => {
    for (const n of SIZES) {
      expectAgreement(
        set,
        adadeltaKernels,
        (lab) => {
          const w = lab.put(sampleValues(n, 1));
          const g = lab.put(sampleValues(n, 2));
          const v = lab.put(sampleValues(n, 3).map((value) => 0.1 + value * value));
          const d = lab.put(sampleValues(n, 4).map((value) => value * value));
          lab.kernels.adadelta(n, w, g, v, d, 0.5, 0.9, 1e-6);
          return [w, v, d].flatMap((at) => lab.get(at, n));
        },
        // v ≥ 0.09 rounds five times at 1.1, so s ≤ 3.5 is right within 40 u of itself; d holds s²/10.
        () => rounding(60, 3.5),
      );
    }
  });

  it("takes the step worked out by hand", () => {
    const { kernels, put, get } = createLab(set, adadeltaKernels, 2 ** 10);
    const [w, v, d] = [put([1]), put([28]), put([4])];
    // v = ½·28 + ½·4 = 16, s = 2·√(4/16) = 1, d = ½·4 + ½·1.
    kernels.adadelta(1, w, put([2]), v, d, 0.5, 0.5, 0);
    expect([w, v, d].map((at) => get(at, 1)[0])).toEqual([0.5, 16, 2.5]);
  });
});

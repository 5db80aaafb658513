import { describe, expect, it } from "vitest";
import { expectAgreement, rounding, SIZES } from "../kernel.contract.ts";
import { createLab, FAST_SETS, sampleValues } from "../lab.ts";
import { rmspropKernels } from "./kernels.ts";

describe.each(FAST_SETS)("rmsprop of %s", (set) => {
  it.each([
    [false, false],
    [true, false],
    [false, true],
    [true, true],
  ])("agrees with the reference, centered %j, with momentum %j", (centered, momentum) => {
    for (const n of SIZES) {
      expectAgreement(
        set,
        rmspropKernels,
        (lab) => {
          const w = lab.put(sampleValues(n, 1));
          const g = lab.put(sampleValues(n, 2));
          const mean = centered ? lab.put(sampleValues(n, 3)) : 0;
          // At least 0.1 above the square of the mean, whatever the gradient.
          const v = lab.put(sampleValues(n, 3).map((value) => 0.2 + 1.2 * value * value));
          const velocity = momentum ? lab.put(sampleValues(n, 4)) : 0;
          lab.kernels.rmsprop(n, w, g, v, mean, velocity, 0.01, 0.9, 1e-7, 0.9);
          return [w, v, mean, velocity].filter((at) => at > 0).flatMap((at) => lab.get(at, n));
        },
        // v ≤ 1.4 rounds four times, mean² twice: 12 u on a variance ≥ 0.1, so 60 u relative on s ≤ 4,
        // half of it after the root; the velocity keeps s.
        () => rounding(40, 4),
      );
    }
  });

  it("takes the steps worked out by hand", () => {
    const { kernels, put, get } = createLab(set, rmspropKernels, 2 ** 10);
    // v = ½·(4 + 28)/… : v = ½·28 + ½·4 = 16, s = 2/4.
    const [w, v] = [put([1]), put([28])];
    kernels.rmsprop(1, w, put([2]), v, 0, 0, 0.5, 0.5, 0, 0);
    expect([get(w, 1), get(v, 1)]).toEqual([[0.75], [16]]);
    // mean = ½·4 + ½·2 = 3, σ² = 25 − 9 = 16, s = ½, u = ½·1 + ½ = 1.
    const [other, square, mean, velocity] = [put([1]), put([46]), put([4]), put([1])];
    kernels.rmsprop(1, other, put([2]), square, mean, velocity, 0.5, 0.5, 0, 0.5);
    expect([other, square, mean, velocity].map((at) => get(at, 1)[0])).toEqual([0.5, 25, 3, 1]);
  });

  it("divides by ε where rounding makes the variance negative", () => {
    const { kernels, put, get } = createLab(set, rmspropKernels, 2 ** 10);
    const w = put([0]);
    kernels.rmsprop(1, w, put([1]), put([1]), put([1.5]), 0, 1, 0.5, 0.25, 0);
    expect(get(w, 1)).toEqual([-4]);
  });
});

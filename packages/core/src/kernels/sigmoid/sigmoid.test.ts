import { describe, expect, it } from "vitest";
import { expectAgreement, rounding, SIZES, SPECIALS, worstUlp } from "../kernel.contract.ts";
import { createLab, FAST_SETS, sampleValues } from "../lab.ts";
import { sigmoidKernels } from "./kernels.ts";

/** Measured over every seventh float32 number; assembly/exp.ts says the same. */
const WORST_ULP = { js: 0.501, "wasm-simd": 2.6 };

describe.each(FAST_SETS)("sigmoid of %s", (set) => {
  it("errs by at most the documented ulps over every 521st float32 number", () => {
    expect(
      worstUlp(set, sigmoidKernels, "sigmoid", (x) => 1 / (1 + Math.exp(-x)), 521),
    ).toBeLessThanOrEqual(WORST_ULP[set]);
  });

  it("agrees with the reference at every size, in place too", () => {
    for (const values of [...SIZES.map((n) => sampleValues(n)), SPECIALS]) {
      const n = values.length;
      expectAgreement(
        set,
        sigmoidKernels,
        (lab) => {
          const x = lab.put(values);
          const y = lab.room(n);
          lab.kernels.sigmoid(n, x, y);
          lab.kernels.sigmoid(n, x, x);
          return [...lab.get(y, n), ...lab.get(x, n)];
        },
        // An ulp is at most two roundings; results below 2⁻¹²⁶ may be 0.
        (expected) => rounding(6, expected) + 2 ** -126,
      );
    }
  });

  it("agrees with the reference backward, in place too", () => {
    for (const n of SIZES) {
      expectAgreement(
        set,
        sigmoidKernels,
        (lab) => {
          const y = lab.put(sampleValues(n, 2));
          const dy = lab.put(sampleValues(n, 3));
          const dx = lab.room(n);
          lab.kernels.sigmoidBackward(n, y, dy, dx);
          lab.kernels.sigmoidBackward(n, y, dy, dy);
          return [...lab.get(dx, n), ...lab.get(dy, n)];
        },
        (expected) => rounding(5, expected),
      );
    }
  });

  it("has exact ends", () => {
    const { kernels, put, get } = createLab(set, sigmoidKernels, 2 ** 10);
    const x = put([-Infinity, -200, 0, -0, 200, Infinity, Number.NaN]);
    kernels.sigmoid(7, x, x);
    expect(get(x, 7)).toEqual([0, 0, 0.5, 0.5, 1, 1, Number.NaN]);
  });
});

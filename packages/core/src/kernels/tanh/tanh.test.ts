import { describe, expect, it } from "vitest";
import { expectAgreement, rounding, SIZES, SPECIALS, worstUlp } from "../kernel.contract.ts";
import { createLab, FAST_SETS, sampleValues } from "../lab.ts";
import { tanhKernels } from "./kernels.ts";

/** Measured over every seventh float32 number; assembly/exp.ts says the same. */
const WORST_ULP = { js: 0.501, "wasm-simd": 2.1 };

describe.each(FAST_SETS)("tanh of %s", (set) => {
  it("errs by at most the documented ulps over every 521st float32 number", () => {
    expect(worstUlp(set, tanhKernels, "tanh", Math.tanh, 521)).toBeLessThanOrEqual(WORST_ULP[set]);
  });

  it("agrees with the reference at every size, in place too", () => {
    for (const values of [...SIZES.map((n) => sampleValues(n)), SPECIALS]) {
      const n = values.length;
      expectAgreement(
        set,
        tanhKernels,
        (lab) => {
          const x = lab.put(values);
          const y = lab.room(n);
          lab.kernels.tanh(n, x, y);
          lab.kernels.tanh(n, x, x);
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
        tanhKernels,
        (lab) => {
          const y = lab.put(sampleValues(n, 2));
          const dy = lab.put(sampleValues(n, 3));
          const dx = lab.room(n);
          lab.kernels.tanhBackward(n, y, dy, dx);
          lab.kernels.tanhBackward(n, y, dy, dy);
          return [...lab.get(dx, n), ...lab.get(dy, n)];
        },
        (expected) => rounding(5, expected),
      );
    }
  });

  it("has exact ends, and is x for small x", () => {
    const { kernels, put, get } = createLab(set, tanhKernels, 2 ** 10);
    const small = [2 ** -149, -(2 ** -140), 2 ** -126, -(2 ** -20), 0, -0];
    const x = put([-Infinity, -10, 10, Infinity, Number.NaN, ...small]);
    kernels.tanh(11, x, x);
    expect(get(x, 11)).toEqual([-1, -1, 1, 1, Number.NaN, ...small]);
  });
});

import { describe, expect, it } from "vitest";
import { expectAgreement, rounding, SIZES } from "../kernel.contract.ts";
import { createLab, FAST_SETS, sampleValues } from "../lab.ts";
import { sineKernels } from "./kernels.ts";

/** Around every multiple of π/4 up to 4π, and on both sides of where vectors give way to scalars. */
const TURNS = Array.from({ length: 33 }, (_, i) =>
  [-1e-3, 0, 1e-3].map((d) => (i * Math.PI) / 4 + d),
);
const inputs = [
  ...SIZES.map((n) => sampleValues(n).map((x) => 40 * x)),
  TURNS.flat(),
  [8191, 8192, 8193, -8191.5, 1e5, 1e6, -1e7],
];

describe.each(FAST_SETS)("sine of %s", (set) => {
  // ω = 2 multiplies exactly, so both sets see the same angle. Absolute errors: the vectors reduce
  // the angle with 2⁻²⁴ of π/4 and evaluate in few roundings of numbers up to 1.
  it("agrees with the reference at every size, in place too", () => {
    for (const values of inputs) {
      const n = values.length;
      expectAgreement(
        set,
        sineKernels,
        (lab) => {
          const [x, y, dx] = [lab.put(values), lab.room(n), lab.room(n)];
          const dy = lab.put(sampleValues(n, 3));
          lab.kernels.sine(n, x, y, 2);
          lab.kernels.sineBackward(n, x, dy, dx, 2);
          lab.kernels.sineBackward(n, x, dy, dy, 2);
          lab.kernels.sine(n, x, x, 2);
          return [y, dx, dy, x].flatMap((at) => lab.get(at, n));
        },
        () => rounding(4, 2),
      );
    }
  });

  it("rounds ω·x once", () => {
    const { kernels, put, get } = createLab(set, sineKernels, 2 ** 10);
    const values = sampleValues(100);
    const x = put(values);
    kernels.sine(100, x, x, 30);
    for (const [i, value] of get(x, 100).entries()) {
      expect(Math.abs(value - Math.sin(Math.fround(30 * values[i])))).toBeLessThan(rounding(4, 1));
    }
  });

  it("passes NaN, and gives NaN at infinities, among others", () => {
    const { kernels, put, get } = createLab(set, sineKernels, 2 ** 10);
    const x = put([Number.NaN, 0, Infinity, -Infinity, 1]);
    kernels.sine(5, x, x, 1);
    expect(get(x, 4)).toEqual([Number.NaN, 0, Number.NaN, Number.NaN]);
    expect(get(x + 4, 1)[0]).toBeCloseTo(Math.sin(1), 6);
  });
});

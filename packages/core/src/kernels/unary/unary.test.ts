import { describe, expect, it } from "vitest";
import { expectAgreement, rounding, SIZES, SPECIALS, worstUlp } from "../kernel.contract.ts";
import { createLab, FAST_SETS, sampleValues } from "../lab.ts";
import { unaryKernels } from "./kernels.ts";

const EXACT = [
  "negate", "absolute", "square", "squareRoot", "reciprocal", "sign", "floor", "ceil", "round",
] as const; // biome-ignore format: one line
const CURVES = ["exp", "log", "sin", "cos"] as const;
/** Largest errors over every 2053rd float32 number, rounded up. */
const WORST_ULP = {
  js: { exp: 0.501, log: 0.501, sin: 0.501, cos: 0.501 },
  "wasm-simd": { exp: 1.5, log: 2.6, sin: 0.501, cos: 0.501 },
};
const HALVES = [
  -3.5,
  -2.5,
  -1.5,
  -0.5,
  0.5,
  1.5,
  2.5,
  8388607.5,
  2 ** 23,
  2 ** 24 + 2,
  -0.25,
  0.75,
];

describe.each(FAST_SETS)("unary of %s", (set) => {
  it.each(EXACT)("%s is the reference rounded once, in place too", (kernel) => {
    for (const values of [
      ...SIZES.map((n) => sampleValues(n).map((x) => 5 * x)),
      SPECIALS,
      HALVES,
    ]) {
      const n = values.length;
      expectAgreement(
        set,
        unaryKernels,
        (lab) => {
          const [x, y] = [lab.put(values), lab.room(n)];
          lab.kernels[kernel](n, x, y);
          lab.kernels[kernel](n, x, x);
          return [...lab.get(y, n), ...lab.get(x, n)];
        },
        (expected) => (kernel === "square" || kernel === "reciprocal" ? rounding(1, expected) : 0),
      );
    }
  });

  it.each(CURVES)("%s errs by at most the documented ulps", (kernel) => {
    const worst = worstUlp(set, unaryKernels, kernel, Math[kernel], 2053);
    expect(worst).toBeLessThanOrEqual(WORST_ULP[set][kernel]);
  });

  it.each(CURVES)("%s agrees with the reference at every size and end", (kernel) => {
    for (const values of [...SIZES.map((n) => sampleValues(n)), SPECIALS]) {
      const n = values.length;
      expectAgreement(
        set,
        unaryKernels,
        (lab) => {
          const x = lab.put(values);
          lab.kernels[kernel](n, x, x);
          return lab.get(x, n);
        },
        (expected) => rounding(4, expected) + (kernel === "exp" ? 2 ** -126 : 0),
      );
    }
  });

  it("has exact ends", () => {
    const { kernels, put, get } = createLab(set, unaryKernels, 2 ** 10);
    const apply = (kernel: (typeof CURVES)[number], x: readonly number[]): number[] => {
      const at = put(x);
      kernels[kernel](x.length, at, at);
      return get(at, x.length);
    };
    const { NaN: none } = Number;
    expect(apply("exp", [-Infinity, -200, 0, 89, Infinity, none])).toEqual([
      0,
      0,
      1,
      Infinity,
      Infinity,
      none,
    ]);
    expect(apply("log", [-Infinity, -1, 0, -0, 1, Infinity, none])).toEqual([
      none,
      none,
      -Infinity,
      -Infinity,
      0,
      Infinity,
      none,
    ]);
    expect(apply("sin", [-Infinity, 0, Infinity, none])).toEqual([none, 0, none, none]);
    expect(apply("cos", [-Infinity, 0, Infinity, none])).toEqual([none, 1, none, none]);
  });

  it("keeps log in denormal numbers, and exp next to overflow", () => {
    const { kernels, put, get } = createLab(set, unaryKernels, 2 ** 10);
    const x = put([2 ** -149, 2 ** -130]);
    kernels.log(2, x, x);
    get(x, 2).forEach((y, i) => {
      expect(Math.abs(y - [-149, -130][i] * Math.LN2)).toBeLessThan(1e-5);
    });
    const large = put([88.72283]);
    kernels.exp(1, large, large);
    expect(get(large, 1)[0] / Math.exp(Math.fround(88.72283))).toBeCloseTo(1, 6);
  });
});

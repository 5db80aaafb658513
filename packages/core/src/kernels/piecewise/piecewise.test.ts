import { describe, expect, it } from "vitest";
import { expectAgreement, rounding, SIZES, SPECIALS } from "../kernel.contract.ts";
import { createLab, FAST_SETS, sampleValues } from "../lab.ts";
import { piecewiseKernels } from "./kernels.ts";

const FORWARD = ["relu6", "hardSigmoid", "hardSwish", "softsign"] as const;
const BACKWARD = [
  "relu6Backward", "hardSigmoidBackward", "hardSwishBackward", "softsignBackward",
] as const; // biome-ignore format: one line

/** Every piece and the corners between them. */
const CORNERS = [-4, -3, -2.999999, -1, 0, 0.5, 1, 2.999999, 3, 4, 5.999999, 6, 7];
const inputs = [...SIZES.map((n) => sampleValues(n).map((x) => 8 * x)), CORNERS];

describe.each(FAST_SETS)("piecewise activations of %s", (set) => {
  it.each(FORWARD)("%s agrees with the reference, in place too", (kernel) => {
    for (const values of [...inputs, SPECIALS]) {
      const n = values.length;
      expectAgreement(
        set,
        piecewiseKernels,
        (lab) => {
          const [x, y] = [lab.put(values), lab.room(n)];
          lab.kernels[kernel](n, x, y);
          lab.kernels[kernel](n, x, x);
          return [...lab.get(y, n), ...lab.get(x, n)];
        },
        // x/6 + ½ cancels near −3: two roundings of numbers up to ½, times x.
        (expected) => rounding(4, expected) + (kernel.startsWith("hard") ? rounding(6, 1) : 0),
      );
    }
  });

  it.each(BACKWARD)("%s agrees with the reference, in place too", (kernel) => {
    for (const values of inputs) {
      const n = values.length;
      const at = kernel === "softsignBackward" ? values.map((x) => x / 8) : values;
      expectAgreement(
        set,
        piecewiseKernels,
        (lab) => {
          const [from, dy, dx] = [lab.put(at), lab.put(sampleValues(n, 3)), lab.room(n)];
          lab.kernels[kernel](n, from, dy, dx);
          lab.kernels[kernel](n, from, dy, dy);
          return [...lab.get(dx, n), ...lab.get(dy, n)];
        },
        (expected) => rounding(5, expected) + rounding(3, 1),
      );
    }
  });

  it.each([
    ["relu6", [-Infinity, -4, 0, 4, Infinity], [0, 0, 0, 4, 6]],
    ["hardSigmoid", [-Infinity, -3, 0, 1.5, Infinity], [0, 0, 0.5, 0.75, 1]],
    ["hardSwish", [-Infinity, -1.5, 0, 3, Infinity], [0, -0.375, 0, 3, Infinity]],
    ["softsign", [-Infinity, -1, 0, 3, Infinity], [-1, -0.5, 0, 0.75, 1]],
  ] as const)("%s has the values that follow from its formula", (kernel, x, expected) => {
    const { kernels, put, get } = createLab(set, piecewiseKernels, 2 ** 10);
    const at = put([...x, Number.NaN]);
    kernels[kernel](6, at, at);
    expect(get(at, 6).map((y) => (y === 0 ? 0 : y))).toEqual([...expected, Number.NaN]);
  });
});

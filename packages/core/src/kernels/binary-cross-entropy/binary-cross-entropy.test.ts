import { describe, expect, it } from "vitest";
import { expectAgreement, rounding, SIZES } from "../kernel.contract.ts";
import { createLab, FAST_SETS, sampleValues } from "../lab.ts";
import { binaryCrossEntropyKernels } from "./kernels.ts";

const FORMS = ["sigmoidBinaryCrossEntropy", "binaryCrossEntropy"] as const;
const shares = (n: number) => sampleValues(n, 2).map((value) => (value + 1) / 2);
const logits = (n: number) => sampleValues(n).map((value) => 20 * value);
/** From 0 to 1, both ends clipped. */
const probabilities = (n: number) =>
  sampleValues(n, 3).map((value, i) => (i % 5 === 0 ? Number(value < 0) : (value + 1) / 2));

describe.each(FAST_SETS)("binary cross-entropy of %s", (set) => {
  it.each(FORMS)("%s agrees with the reference at every size, in place too", (form) => {
    for (const n of SIZES) {
      expectAgreement(
        set,
        binaryCrossEntropyKernels,
        (lab) => {
          const x = lab.put(form === "binaryCrossEntropy" ? probabilities(n) : logits(n));
          const t = lab.put(shares(n));
          const gradient = lab.room(n);
          const losses = [lab.room(1), lab.room(1), lab.room(1)] as const;
          lab.kernels[form](n, x, t, gradient, losses[0], 1);
          lab.kernels[form](n, x, t, 0, losses[1], 0.3);
          lab.kernels[form](n, x, t, x, losses[2], 0.3);
          return [
            ...losses.flatMap((at) => lab.get(at, 1)),
            ...lab.get(gradient, n),
            ...lab.get(x, n),
          ];
        },
        // Terms below 40 of few operations, summed in float64. Gradients: differences of numbers
        // up to 1, over p·(1 − p) from probabilities.
        (expected, at) => (at < 3 ? rounding(8, 40) : rounding(10, expected) + rounding(10, 1 / n)),
      );
    }
  });

  it("is stable for large logits, and exact for small losses", () => {
    const { kernels, put, get, room } = createLab(set, binaryCrossEntropyKernels, 2 ** 10);
    const loss = room(1);
    const dz = room(1);
    for (const [z, t, expected, gradient] of [
      [1e4, 1, 0, 0],
      [1e4, 0, 1e4, 1],
      [-1e4, 1, 1e4, -1],
      [0, 1, Math.LN2, -0.5],
      // ln(1 + e⁻²⁰) = e⁻²⁰ − ½·e⁻⁴⁰
      [20, 1, Math.exp(-20), 0],
    ] as const) {
      kernels.sigmoidBinaryCrossEntropy(1, put([z]), put([t]), dz, loss, 1);
      expect(Math.abs(get(loss, 1)[0] - expected)).toBeLessThanOrEqual(rounding(8, expected));
      expect(Math.abs(get(dz, 1)[0] - gradient)).toBeLessThanOrEqual(rounding(4, 1));
    }
  });

  it.each(FORMS)("%s passes NaN on", (form) => {
    const { kernels, put, get, room } = createLab(set, binaryCrossEntropyKernels, 2 ** 10);
    const loss = room(1, 0);
    kernels[form](3, put([0.1, Number.NaN, 0.2]), put([0, 1, 0]), room(3), loss, 1);
    expect(get(loss, 1)).toEqual([Number.NaN]);
  });
});

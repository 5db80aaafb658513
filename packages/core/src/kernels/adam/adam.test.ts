import { describe, expect, it } from "vitest";
import { expectAgreement, rounding, SIZES } from "../kernel.contract.ts";
import { createLab, FAST_SETS, sampleValues } from "../lab.ts";
import { adamKernels } from "./kernels.ts";

describe.each(FAST_SETS)("adam of %s", (set) => {
  it("agrees with the reference at every size", () => {
    for (const n of SIZES) {
      expectAgreement(
        set,
        adamKernels,
        (lab) => {
          const w = lab.put(sampleValues(n, 1));
          const g = lab.put(sampleValues(n, 2));
          const m = lab.put(sampleValues(n, 3));
          const v = lab.put(sampleValues(n, 4).map((value) => 0.01 + value * value));
          lab.kernels.adam(n, w, g, m, v, 0.01, 0.9, 0.999, 1e-7);
          return [w, m, v].flatMap((at) => lab.get(at, n));
        },
        // Moments: four roundings of terms below 2. Weights: those over √v ≥ 0.1, times 0.01.
        () => rounding(8, 2),
      );
    }
  });

  it("agrees with the reference as AMSGrad and NAdam, too", () => {
    for (const n of SIZES) {
      expectAgreement(
        set,
        adamKernels,
        (lab) => {
          const put = (salt: number): number => lab.put(sampleValues(n, salt));
          const squares = (salt: number): number =>
            lab.put(sampleValues(n, salt).map((value) => 0.01 + value * value));
          const [w, m, v, most] = [put(1), put(3), squares(4), squares(5)];
          lab.kernels.amsgrad(n, w, put(2), m, v, most, 0.01, 0.9, 0.999, 1e-7);
          const [w2, m2, v2] = [put(1), put(3), squares(4)];
          lab.kernels.nadam(n, w2, put(2), m2, v2, 0.01, 0.002, 0.9, 0.999, 1e-7);
          return [w, m, v, most, w2, m2, v2].flatMap((at) => lab.get(at, n));
        },
        // As above, with one more term.
        () => rounding(9, 2),
      );
    }
  });

  it("takes the steps of AMSGrad and NAdam worked out by hand", () => {
    const { kernels, put, get } = createLab(set, adamKernels, 2 ** 10);
    // m = ½·4 + ½·(−2) = 1; v = ½·28 + ½·4 = 16 below the most, then ½·124 + ½·4 = 64 above it.
    const [w, most] = [put([1, 1]), put([64, 16])];
    kernels.amsgrad(2, w, put([-2, -2]), put([4, 4]), put([28, 124]), most, 4, 0.5, 0.5, 0);
    expect([get(w, 2), get(most, 2)]).toEqual([[0.5, 0.5], [64, 64]]); // biome-ignore format: one line
    const other = put([1]);
    kernels.nadam(1, other, put([-2]), put([4]), put([28]), 4, 0.5, 0.5, 0.5, 2);
    // (4·1 + ½·(−2)) / (4 + 2)
    expect(get(other, 1)).toEqual([0.5]);
  });

  it("moves every weight by the learning rate at its first step, whatever the gradient", () => {
    const { kernels, put, get, room } = createLab(set, adamKernels, 2 ** 10);
    const gradients = [1e-3, -1, 1e4, 0, -7];
    const w = room(5, 0);
    // t = 1: m̂ = g and v̂ = g², so w moves by −η·g/|g|.
    const correction = Math.sqrt(1 - 0.999);
    const stepSize = (0.25 * correction) / (1 - 0.9);
    kernels.adam(5, w, put(gradients), room(5, 0), room(5, 0), stepSize, 0.9, 0.999, 1e-12);
    get(w, 5).forEach((value, i) => {
      expect(Math.abs(value + 0.25 * Math.sign(gradients[i]))).toBeLessThan(rounding(16, 0.25));
    });
  });

  it("lets the moments of a weight without gradient vanish", () => {
    const { kernels, put, get } = createLab(set, adamKernels, 2 ** 10);
    const m = put([1.5 * 2 ** -116, -1.5 * 2 ** -116, 1]);
    const v = put([1.5 * 2 ** -116, 0, 1]);
    const w = put([1, 1, 1]);
    kernels.adam(3, w, put([0, 0, 0]), m, v, 0, 0.5, 0.5, 1e-7);
    expect(get(w, 3)).toEqual([1, 1, 1]);
    expect(Math.max(...get(m, 2).map(Math.abs), ...get(v, 2))).toBeLessThan(2 ** -116);
    expect([get(m, 3)[2], get(v, 3)[2]]).toEqual([0.5, 0.5]);
  });
});

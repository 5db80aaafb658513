import { describe, expect, it } from "vitest";
import { expectAgreement, rounding, SIZES } from "../kernel.contract.ts";
import { createLab, FAST_SETS, sampleValues } from "../lab.ts";
import { adamaxKernels } from "./kernels.ts";

describe.each(FAST_SETS)("adamax of %s", (set) => {
  it("agrees with the reference at every size", () => {
    for (const n of SIZES) {
      expectAgreement(
        set,
        adamaxKernels,
        (lab) => {
          const w = lab.put(sampleValues(n, 1));
          const g = lab.put(sampleValues(n, 2));
          const m = lab.put(sampleValues(n, 3));
          const u = lab.put(sampleValues(n, 4).map((value) => 0.1 + Math.abs(value)));
          lab.kernels.adamax(n, w, g, m, u, 0.05, 0.9, 0.999, 1e-7);
          return [w, m, u].flatMap((at) => lab.get(at, n));
        },
        // m rounds four times below 2, over u ≥ 0.1, times 0.05.
        () => rounding(8, 2),
      );
    }
  });

  it("takes the steps worked out by hand", () => {
    const { kernels, put, get } = createLab(set, adamaxKernels, 2 ** 10);
    const [w, m, u] = [put([1, 1]), put([0, 6]), put([1, 8])];
    // u = max(½·1, |−2|) and max(½·8, 2); m = −1 and 4.
    kernels.adamax(2, w, put([-2, 2]), m, u, 0.5, 0.5, 0.5, 0);
    expect([w, m, u].map((at) => get(at, 2))).toEqual([[1.25, 0.5], [-1, 4], [2, 4]]); // biome-ignore format: one line
  });
});

import { describe, expect, it } from "vitest";
import { expectAgreement, rounding, SIZES } from "../kernel.contract.ts";
import { createLab, FAST_SETS, sampleValues } from "../lab.ts";
import { lionKernels } from "./kernels.ts";

describe.each(FAST_SETS)("lion of %s", (set) => {
  it("agrees with the reference at every size", () => {
    for (const n of SIZES) {
      expectAgreement(
        set,
        lionKernels,
        (lab) => {
          const w = lab.put(sampleValues(n, 1));
          // Both means of one sign: where they cancel, rounding would decide the sign.
          const m = lab.put(sampleValues(n, 2));
          const g = lab.put(sampleValues(n, 2).map((value, i) => value * (1 + i)));
          lab.kernels.lion(n, w, g, m, 0.01, 0.9, 0.99);
          return [w, m].flatMap((at) => lab.get(at, n));
        },
        // g reaches 1000, the mean 10 of it.
        (_, at) => (at < n ? rounding(2, 1.01) : rounding(4, 2 + 0.01 * n)),
      );
    }
  });

  it("takes the steps worked out by hand", () => {
    const { kernels, put, get } = createLab(set, lionKernels, 2 ** 10);
    const [w, m] = [put([1, 1, 1]), put([1, 1, 2])];
    // c = ½·1 + ½·(−3) = −1, ½·1 + ½·(−1) = 0, ½·2 + ½·(−1) = ½; m = ¾·m + ¼·g.
    kernels.lion(3, w, put([-3, -1, -1]), m, 0.25, 0.5, 0.75);
    expect([get(w, 3), get(m, 3)]).toEqual([[1.25, 1, 0.75], [0, 0.5, 1.25]]); // biome-ignore format: one line
  });
});

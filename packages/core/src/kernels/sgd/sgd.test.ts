import { describe, expect, it } from "vitest";
import { expectAgreement, rounding, SIZES } from "../kernel.contract.ts";
import { createLab, FAST_SETS, sampleValues } from "../lab.ts";
import { sgdKernels } from "./kernels.ts";

describe.each(FAST_SETS)("sgd of %s", (set) => {
  it.each([
    [false, 0],
    [true, 0],
    [true, 1],
  ] as const)(
    "agrees with the reference with velocity %j, nesterov %j",
    (withVelocity, nesterov) => {
      for (const n of SIZES) {
        expectAgreement(
          set,
          sgdKernels,
          (lab) => {
            const w = lab.put(sampleValues(n, 1));
            const g = lab.put(sampleValues(n, 2));
            const velocity = withVelocity ? lab.put(sampleValues(n, 3)) : 0;
            lab.kernels.sgd(n, w, g, velocity, 0.1, 0.9, nesterov);
            return [...lab.get(w, n), ...(withVelocity ? lab.get(velocity, n) : [])];
          },
          // Both scalars and every operation round once, on terms below 3.
          () => rounding(9, 3),
        );
      }
    },
  );

  it("takes the steps worked out by hand", () => {
    const { kernels, put, get } = createLab(set, sgdKernels, 2 ** 10);
    const w = put([1, 1, 1]);
    const v = put([1, 1, 1]);
    // v = ½·1 + 2 = 2.5; w = 1 − ¼·2.5; Nesterov: 1 − ¼·(2 + ½·2.5)
    kernels.sgd(3, w, put([2, 2, 2]), v, 0.25, 0.5, 0);
    expect([...get(w, 3), ...get(v, 3)]).toEqual([0.375, 0.375, 0.375, 2.5, 2.5, 2.5]);
    const other = put([1]);
    kernels.sgd(1, other, put([2]), put([1]), 0.25, 0.5, 1);
    expect(get(other, 1)).toEqual([0.1875]);
    kernels.sgd(1, other, put([0.5]), 0, 0.25, 0.5, 1);
    expect(get(other, 1)).toEqual([0.0625]);
  });
});

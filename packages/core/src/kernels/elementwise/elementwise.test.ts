import { describe, it } from "vitest";
import { expectAgreement, rounding, SIZES, SPECIALS } from "../kernel.contract.ts";
import { FAST_SETS, sampleValues } from "../lab.ts";
import { elementwiseKernels } from "./kernels.ts";

describe.each(FAST_SETS)("elementwise of %s", (set) => {
  it.each(["add", "multiply"] as const)("%s agrees with the reference, in place too", (kernel) => {
    for (const values of [...SIZES.map((n) => sampleValues(n)), SPECIALS]) {
      const n = values.length;
      expectAgreement(
        set,
        elementwiseKernels,
        (lab) => {
          const a = lab.put(values);
          const b = lab.put(sampleValues(n, 2));
          const out = lab.room(n);
          lab.kernels[kernel](n, a, b, out);
          lab.kernels[kernel](n, a, b, a);
          lab.kernels[kernel](n, b, b, b);
          return [out, a, b].flatMap((at) => lab.get(at, n));
        },
        (expected) => rounding(1, expected),
      );
    }
  });

  it("copies", () => {
    for (const values of [...SIZES.map((n) => sampleValues(n)), SPECIALS]) {
      expectAgreement(
        set,
        elementwiseKernels,
        (lab) => {
          const out = lab.room(values.length);
          lab.kernels.copy(values.length, lab.put(values), out);
          return lab.get(out, values.length);
        },
        () => 0,
      );
    }
  });
});

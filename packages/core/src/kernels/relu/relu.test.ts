import { describe, expect, it } from "vitest";
import { expectAgreement, rounding, SIZES, SPECIALS } from "../kernel.contract.ts";
import { createLab, FAST_SETS, type Lab, sampleValues } from "../lab.ts";
import { reluKernels } from "./kernels.ts";
import type { Relu } from "./relu.ts";

const inputs = [...SIZES.map((n) => sampleValues(n)), SPECIALS];
/** The slope's rounding and the product's. */
const bound = (expected: number) => rounding(2, expected);

describe.each(FAST_SETS)("relu of %s", (set) => {
  it("agrees with the reference, in place too", () => {
    for (const values of inputs) {
      const n = values.length;
      const apart = (lab: Lab<Relu>) => {
        const y = [lab.room(n), lab.room(n)] as const;
        lab.kernels.relu(n, lab.put(values), y[0]);
        lab.kernels.leakyRelu(n, lab.put(values), y[1], 0.3);
        return y.flatMap((at) => lab.get(at, n));
      };
      const inPlace = (lab: Lab<Relu>) => {
        const x = [lab.put(values), lab.put(values)] as const;
        lab.kernels.relu(n, x[0], x[0]);
        lab.kernels.leakyRelu(n, x[1], x[1], 0.3);
        return x.flatMap((at) => lab.get(at, n));
      };
      expectAgreement(set, reluKernels, apart, bound);
      expectAgreement(set, reluKernels, inPlace, bound);
    }
  });

  it("agrees with the reference backward, in place too", () => {
    for (const n of SIZES) {
      expectAgreement(
        set,
        reluKernels,
        (lab) => {
          const y = lab.put(sampleValues(n, 2));
          const dy = [lab.put(sampleValues(n, 3)), lab.put(sampleValues(n, 3))] as const;
          const dx = [lab.room(n), lab.room(n)] as const;
          lab.kernels.reluBackward(n, y, dy[0], dx[0]);
          lab.kernels.leakyReluBackward(n, y, dy[1], dx[1], 0.3);
          lab.kernels.reluBackward(n, y, dy[0], dy[0]);
          lab.kernels.leakyReluBackward(n, y, dy[1], dy[1], 0.3);
          return [...dx, ...dy].flatMap((at) => lab.get(at, n));
        },
        bound,
      );
    }
  });

  it("passes an infinite gradient where y > 0, and 0 elsewhere", () => {
    const { kernels, put, get } = createLab(set, reluKernels, 2 ** 10);
    const dx = put([Infinity, Infinity, -Infinity, 1]);
    kernels.reluBackward(4, put([1, 0, 2 ** -149, -0]), dx, dx);
    expect(get(dx, 4)).toEqual([Infinity, 0, -Infinity, 0]);
  });
});

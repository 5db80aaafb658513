import { describe, expect, it } from "vitest";
import { expectAgreement, rounding } from "../kernel.contract.ts";
import { createLab, FAST_SETS, sampleValues } from "../lab.ts";
import { lstmKernels } from "./kernels.ts";

/** Rows and units: none, one, every end of a vector, and the usual. */
const SIZES = [[0, 4], [2, 0], [1, 1], [3, 2], [2, 3], [4, 4], [3, 5], [2, 31], [5, 64]] as const; // biome-ignore format: one line

describe.each(FAST_SETS)("lstm of %s", (set) => {
  describe.each([
    ["without output and mask", false, false],
    ["with an output in a sequence", true, false],
    ["with a mask in a sequence", false, true],
    ["with both", true, true],
  ])("%s", (_, output, masked) => {
    it("agrees with the reference forward", () => {
      for (const [rows, units] of SIZES) {
        const n = rows * units;
        expectAgreement(
          set,
          lstmKernels,
          (lab) => {
            const z = lab.put(sampleValues(4 * n).map((value) => 4 * value));
            const [c0, h0] = [lab.put(sampleValues(n, 2)), lab.put(sampleValues(n, 3))];
            const [c, u, h] = [lab.room(n), lab.room(n), lab.room(n)];
            const y = lab.room(3 * n, 7);
            const mask = lab.put(sampleValues(2 * rows, 4).map((value) => (value > 0 ? 1 : 0)));
            lab.kernels.lstm(
              rows, units, z, c0, c, u, h0, h, output ? y : 0, 3 * units, masked ? mask : 0, 2,
            ); // biome-ignore format: one operand after another
            return [z, c, u, h].flatMap((at, i) => lab.get(at, i === 0 ? 4 * n : n)).concat(lab.get(y, 3 * n));
          },
          // Gates within 2.6 ulp, the sum of two products below 2, tanh of it 2.1 ulp, one product.
          () => rounding(20, 2),
        );
      }
    });

    it("agrees with the reference backward", () => {
      for (const [rows, units] of SIZES) {
        const n = rows * units;
        expectAgreement(
          set,
          lstmKernels,
          (lab) => {
            const z = lab.put(sampleValues(4 * n));
            const [c0, u] = [lab.put(sampleValues(n, 2)), lab.put(sampleValues(n, 3))];
            const [dc, dh] = [lab.put(sampleValues(n, 4)), lab.put(sampleValues(n, 5))];
            const dy = lab.put(sampleValues(3 * n, 6));
            const mask = lab.put(sampleValues(2 * rows, 7).map((value) => (value > 0 ? 1 : 0)));
            lab.kernels.lstmBackward(
              rows, units, z, c0, u, dc, dh, output ? dy : 0, 3 * units, masked ? mask : 0, 2,
            ); // biome-ignore format: one operand after another
            return [...lab.get(z, 4 * n), ...lab.get(dc, n), ...lab.get(dh, n)];
          },
          // |s| below 3, times up to three numbers of which the last is below 2: ten roundings.
          () => rounding(10, 6),
        );
      }
    });
  });

  it("passes NaN on, saturates at infinities, and leaves alone what a mask holds", () => {
    const { kernels, put, room, get } = createLab(set, lstmKernels, 2 ** 10);
    const inf = Number.POSITIVE_INFINITY;
    const z = put([Number.NaN, 1, 1, 1, inf, inf, -inf, -inf, Number.NaN, inf, 0, 0]);
    const [c0, h0] = [put([1, 0.5, 0.25]), put([1, 2, 3])];
    const [c, u, h] = [room(3), room(3), room(3)];
    const mask = put([1, 1, 0]);
    kernels.lstm(3, 1, z, c0, c, u, h0, h, 0, 0, mask, 1);
    expect(get(c, 3)).toEqual([Number.NaN, -0.5, 0.25]);
    expect(get(h, 3)).toEqual([Number.NaN, 0, 3].map((value, i) => (i === 1 ? get(h, 3)[1] : value)));
    expect(Math.abs(get(h, 3)[1]!)).toBe(0);
    expect(get(z + 4, 4)).toEqual([1, 1, -1, 0]);
    const [dc, dh] = [put([0, 0, 5]), put([0, 0, 6])];
    kernels.lstmBackward(3, 1, z, c0, u, dc, dh, 0, 0, mask, 1);
    expect(get(z + 8, 4)).toEqual([0, 0, 0, 0]);
    expect([get(dc, 3)[2], get(dh, 3)[2]]).toEqual([5, 6]);
  });
});

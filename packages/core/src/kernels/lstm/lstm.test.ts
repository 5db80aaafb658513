import { describe, expect, it } from "vitest";
import { expectAgreement, rounding } from "../kernel.contract.ts";
import { createLab, FAST_SETS, sampleValues } from "../lab.ts";
import { MASK_ROW, OUTPUT_ROW, putMask, STEP_SIZES, SURROUNDINGS } from "../sequences.contract.ts";
import { lstmKernels } from "./kernels.ts";

describe.each(FAST_SETS)("lstm of %s", (set) => {
  describe.each(SURROUNDINGS)("$surroundings", ({ output, masked }) => {
    it.each(STEP_SIZES)("agrees with the reference forward, %i × %i", (rows, units) => {
      const n = rows * units;
      expectAgreement(
        set,
        lstmKernels,
        (lab) => {
          const z = lab.put(sampleValues(4 * n).map((value) => 4 * value));
          const [c0, h0] = [lab.put(sampleValues(n, 2)), lab.put(sampleValues(n, 3))];
          const [c, u, h] = [lab.room(n), lab.room(n), lab.room(n)];
          const y = lab.room(OUTPUT_ROW * n, 7);
          const mask = putMask(lab, rows);
          lab.kernels.lstm(
            rows, units, z, c0, c, u, h0, h, output ? y : 0, OUTPUT_ROW * units, masked ? mask : 0, MASK_ROW,
          ); // biome-ignore format: one operand after another
          const states = [c, u, h].flatMap((at) => lab.get(at, n));
          return [...lab.get(z, 4 * n), ...states, ...lab.get(y, OUTPUT_ROW * n)];
        },
        // Gates below 1 err by 2.6 ulp, so |c| < 2 by 10 roundings; tanh adds 2.1 ulp, o·u one more.
        () => rounding(20, 2),
      );
    });

    it.each(STEP_SIZES)("agrees with the reference backward, %i × %i", (rows, units) => {
      const n = rows * units;
      expectAgreement(
        set,
        lstmKernels,
        (lab) => {
          const z = lab.put(sampleValues(4 * n));
          const [c0, u] = [lab.put(sampleValues(n, 2)), lab.put(sampleValues(n, 3))];
          const [dc, dh] = [lab.put(sampleValues(n, 4)), lab.put(sampleValues(n, 5))];
          const dy = lab.put(sampleValues(OUTPUT_ROW * n, 6));
          const mask = putMask(lab, rows);
          lab.kernels.lstmBackward(
            rows, units, z, c0, u, dc, dh, output ? dy : 0, OUTPUT_ROW * units, masked ? mask : 0, MASK_ROW,
          ); // biome-ignore format: one operand after another
          return [...lab.get(z, 4 * n), ...lab.get(dc, n), ...lab.get(dh, n)];
        },
        // |s| < 3, times numbers below 1 and one below 2: ten roundings.
        () => rounding(10, 6),
      );
    });
  });

  it("steps as by hand, passes NaN on, and saturates at infinities", () => {
    const { kernels, put, room, get } = createLab(set, lstmKernels, 2 ** 10);
    const inf = Number.POSITIVE_INFINITY;
    const z = put([Number.NaN, 1, 1, 1, inf, inf, -inf, -inf, 0, 0, 0, 0]);
    const [c0, h0] = [put([1, 0.5, 1]), put([1, 2, 3])];
    const [c, u, h] = [room(3), room(3), room(3)];
    kernels.lstm(3, 1, z, c0, c, u, h0, h, 0, 0, 0, 0);
    // ½·1 + ½·0 = ½ in the last row, and tanh ½ = 0.46211716.
    expect(get(c, 3)).toEqual([Number.NaN, -0.5, 0.5]);
    expect(get(z + 4, 4)).toEqual([1, 1, -1, 0]);
    expect(get(h, 1)).toEqual([Number.NaN]);
    expect(Math.abs(get(h + 1, 1)[0])).toBe(0);
    expect(Math.abs(get(h + 2, 1)[0] - 0.46211716 / 2)).toBeLessThan(1e-7);
  });

  it("leaves alone what a mask holds, even beside NaN", () => {
    const { kernels, put, room, get } = createLab(set, lstmKernels, 2 ** 10);
    const [z, c0, h0] = [put([Number.NaN, 0, 0, 0]), put([0.25]), put([3])];
    const [c, u, h, mask] = [room(1), room(1), room(1), put([0])];
    kernels.lstm(1, 1, z, c0, c, u, h0, h, 0, 0, mask, 1);
    expect([...get(c, 1), ...get(h, 1)]).toEqual([0.25, 3]);
    const [dc, dh, dy] = [put([5]), put([6]), put([1])];
    kernels.lstmBackward(1, 1, z, c0, u, dc, dh, dy, 1, mask, 1);
    expect(get(z, 4)).toEqual([0, 0, 0, 0]);
    expect([...get(dc, 1), ...get(dh, 1)]).toEqual([5, 7]);
  });
});

import { describe, expect, it } from "vitest";
import { expectAgreement, rounding } from "../kernel.contract.ts";
import { createLab, FAST_SETS, sampleValues } from "../lab.ts";
import { MASK_ROW, OUTPUT_ROW, putMask, STEP_SIZES, SURROUNDINGS } from "../sequences.contract.ts";
import { gruKernels } from "./kernels.ts";

// Gates below 1 err by 2.6 ulp, n by the roundings of its argument and 2.1 ulp, h by three more.
const forwardBound = () => rounding(20, 2);
// |d| < 2, |h₀ − n| < 2, |v| < 1, other factors below 1 or 1 − x below 2: ten roundings of up to 16.
const backwardBound = () => rounding(10, 16);

describe.each(FAST_SETS)("gru of %s", (set) => {
  describe.each(SURROUNDINGS)("$surroundings", ({ output, masked }) => {
    describe.each(STEP_SIZES)("%i × %i", (rows, units) => {
      const n = rows * units;
      const gates = (salt: number) => sampleValues(3 * n, salt);

      it("agrees with the reference forward", () => {
        expectAgreement(
          set,
          gruKernels,
          (lab) => {
            const [x, v, h0] = [lab.put(gates(1)), lab.put(gates(2)), lab.put(sampleValues(n, 3))];
            const [h, y] = [lab.room(n), lab.room(OUTPUT_ROW * n, 7)];
            const mask = putMask(lab, rows);
            lab.kernels.gru(
              rows, units, x, v, h0, h, output ? y : 0, OUTPUT_ROW * units, masked ? mask : 0, MASK_ROW,
            ); // biome-ignore format: one operand after another
            return [...lab.get(x, 3 * n), ...lab.get(h, n), ...lab.get(y, OUTPUT_ROW * n)];
          },
          forwardBound,
        );
      });

      it("agrees with the reference backward", () => {
        expectAgreement(
          set,
          gruKernels,
          (lab) => {
            const [x, v, h0] = [lab.put(gates(1)), lab.put(gates(2)), lab.put(sampleValues(n, 3))];
            const [dh, dy] = [
              lab.put(sampleValues(n, 4)),
              lab.put(sampleValues(OUTPUT_ROW * n, 5)),
            ];
            const mask = putMask(lab, rows);
            lab.kernels.gruBackward(
              rows, units, x, v, h0, dh, output ? dy : 0, OUTPUT_ROW * units, masked ? mask : 0, MASK_ROW,
            ); // biome-ignore format: one operand after another
            return [...lab.get(x, 3 * n), ...lab.get(v, 3 * n), ...lab.get(dh, n)];
          },
          backwardBound,
        );
      });

      it("agrees with the reference in two halves forward", () => {
        expectAgreement(
          set,
          gruKernels,
          (lab) => {
            const [x, h0] = [lab.put(gates(1)), lab.put(sampleValues(n, 3))];
            const [s, h, y] = [lab.room(n), lab.room(n), lab.room(OUTPUT_ROW * n, 7)];
            const mask = putMask(lab, rows);
            lab.kernels.gruGates(rows, units, x, h0, s);
            lab.kernels.gruState(
              rows, units, x, h0, h, output ? y : 0, OUTPUT_ROW * units, masked ? mask : 0, MASK_ROW,
            ); // biome-ignore format: one operand after another
            const states = [...lab.get(s, n), ...lab.get(h, n)];
            return [...lab.get(x, 3 * n), ...states, ...lab.get(y, OUTPUT_ROW * n)];
          },
          forwardBound,
        );
      });

      it("agrees with the reference in two halves backward", () => {
        expectAgreement(
          set,
          gruKernels,
          (lab) => {
            const [x, h0, ds] = [
              lab.put(gates(1)),
              lab.put(sampleValues(n, 3)),
              lab.put(sampleValues(n, 6)),
            ];
            const [dh, dy] = [
              lab.put(sampleValues(n, 4)),
              lab.put(sampleValues(OUTPUT_ROW * n, 5)),
            ];
            const mask = putMask(lab, rows);
            lab.kernels.gruStateBackward(
              rows, units, x, h0, dh, output ? dy : 0, OUTPUT_ROW * units, masked ? mask : 0, MASK_ROW,
            ); // biome-ignore format: one operand after another
            lab.kernels.gruGatesBackward(rows, units, x, h0, ds, dh);
            return [...lab.get(x, 3 * n), ...lab.get(dh, n)];
          },
          backwardBound,
        );
      });
    });
  });

  it("steps as by hand, passes NaN on, and saturates at infinities", () => {
    const { kernels, put, room, get } = createLab(set, gruKernels, 2 ** 10);
    const inf = Number.POSITIVE_INFINITY;
    const x = put([0, 0, 0, inf, -inf, 1, -inf, inf, -inf, Number.NaN, 0, 0]);
    const [v, h0, h] = [put(new Array(12).fill(0)), put([1, 2, 3, 4]), room(4)];
    kernels.gru(4, 1, x, v, h0, h, 0, 0, 0, 0);
    // Halfway from tanh 0 to 1; all of the old state; all of tanh −∞; NaN.
    expect(get(h, 4)).toEqual([0.5, 2, -1, Number.NaN]);
  });

  it("leaves alone what a mask holds, even beside NaN", () => {
    const { kernels, put, room, get } = createLab(set, gruKernels, 2 ** 10);
    const [x, v, h0, h] = [put([Number.NaN, 0, 0]), put([0, 0, 0]), put([3]), room(1)];
    const mask = put([0]);
    kernels.gru(1, 1, x, v, h0, h, 0, 0, mask, 1);
    expect(get(h, 1)).toEqual([3]);
    const [dh, dy] = [put([6]), put([1])];
    kernels.gruBackward(1, 1, x, v, h0, dh, dy, 1, mask, 1);
    expect([...get(x, 3), ...get(v, 3), ...get(dh, 1)]).toEqual([0, 0, 0, 0, 0, 0, 7]);
  });
});

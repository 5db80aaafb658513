import { describe, expect, it } from "vitest";
import { expectAgreement, MATRICES, rounding, ulp } from "../kernel.contract.ts";
import { createLab, FAST_SETS, sampleValues } from "../lab.ts";
import { softmaxKernels } from "./kernels.ts";

describe.each(FAST_SETS)("softmax of %s", (set) => {
  it("agrees with the reference at every size, in place too", () => {
    for (const [rows, columns] of MATRICES) {
      const n = rows * columns;
      expectAgreement(
        set,
        softmaxKernels,
        (lab) => {
          const x = lab.put(sampleValues(n).map((value) => 8 * value));
          const y = lab.room(n);
          lab.kernels.softmax(rows, columns, x, y);
          lab.kernels.softmax(rows, columns, x, x);
          return [...lab.get(y, n), ...lab.get(x, n)];
        },
        // x − max rounds at 16·2⁻²⁴, which eˣ turns into a relative error; eˣ 2 ulp; columns sums.
        (expected) => rounding(16 + 4 + columns + 4, expected),
      );
    }
  });

  it("agrees with the reference backward, in place too", () => {
    for (const [rows, columns] of MATRICES) {
      const n = rows * columns;
      expectAgreement(
        set,
        softmaxKernels,
        (lab) => {
          const y = lab.put(sampleValues(n, 2));
          const dy = lab.put(sampleValues(n, 3));
          const dx = lab.room(n);
          lab.kernels.softmaxBackward(rows, columns, y, dy, dx);
          lab.kernels.softmaxBackward(rows, columns, y, dy, dy);
          return [...lab.get(dx, n), ...lab.get(dy, n)];
        },
        // Terms below 1: a sum of `columns` of them, and three more operations.
        () => rounding(columns + 3, columns + 1),
      );
    }
  });

  it("agrees with the reference in logarithms, forward and backward, in place too", () => {
    for (const [rows, columns] of MATRICES) {
      const n = rows * columns;
      expectAgreement(
        set,
        softmaxKernels,
        (lab) => {
          const x = lab.put(sampleValues(n).map((value) => 8 * value));
          const y = lab.room(n);
          lab.kernels.logSoftmax(rows, columns, x, y);
          lab.kernels.logSoftmax(rows, columns, x, x);
          return [...lab.get(y, n), ...lab.get(x, n)];
        },
        // Differences of numbers up to 16, and ln of a sum whose relative error counts.
        () => rounding(columns + 8, 16 + Math.log(columns + 1)),
      );
      expectAgreement(
        set,
        softmaxKernels,
        (lab) => {
          const y = lab.put(sampleValues(n, 2).map((value) => 2 * value - 2));
          const [dy, dx] = [lab.put(sampleValues(n, 3)), lab.room(n)];
          lab.kernels.logSoftmaxBackward(rows, columns, y, dy, dx);
          lab.kernels.logSoftmaxBackward(rows, columns, y, dy, dy);
          return [...lab.get(dx, n), ...lab.get(dy, n)];
        },
        // A sum of `columns` terms below 1 times a power of 1.4 ulp, and two more operations.
        () => rounding(columns + 6, columns + 1),
      );
    }
  });

  it("takes logarithms of what softmax cannot hold", () => {
    const { kernels, put, get } = createLab(set, softmaxKernels, 2 ** 10);
    const x = put([1e4, -1e4, 1e4, -Infinity, 0, -Infinity, Number.NaN, 1, 2]);
    kernels.logSoftmax(3, 3, x, x);
    const none = [Number.NaN, Number.NaN, Number.NaN];
    expect(get(x + 3, 6)).toEqual([-Infinity, 0, -Infinity, ...none]);
    const halved = [-Math.LN2, -2e4 - Math.LN2, -Math.LN2];
    for (const [i, value] of get(x, 3).entries()) {
      expect(Math.abs(value - halved[i])).toBeLessThanOrEqual(ulp(halved[i]));
    }
  });

  it("is stable for large logits, exactly 0 for −∞, and NaN where there is nothing to compare", () => {
    const { kernels, put, get } = createLab(set, softmaxKernels, 2 ** 10);
    const x = put([1e4, -1e4, 1e4, -Infinity, 0, -Infinity, Infinity, 0, 0, Number.NaN, 1, 2]);
    kernels.softmax(4, 3, x, x);
    const none = [Number.NaN, Number.NaN, Number.NaN];
    expect(get(x, 12)).toEqual([0.5, 0, 0.5, 0, 1, 0, ...none, ...none]);
  });

  it("takes powers within 1.4 ulp", () => {
    // Below −18 the sum e⁰ + eˣ rounds to 1 in float32, so the second result is eˣ itself.
    const x = Array.from({ length: 100_000 }, (_, i) => Math.fround(-18 - (69 * i) / 100_000));
    const lab = createLab(set, softmaxKernels);
    const at = lab.put(x.flatMap((value) => [0, value]));
    lab.kernels.softmax(x.length, 2, at, at);
    const y = lab.get(at, 2 * x.length);
    const worst = x.reduce((most, value, i) => {
      const expected = Math.exp(value);
      return Math.max(most, Math.abs(y[2 * i + 1] - expected) / ulp(expected));
    }, 0);
    expect(worst).toBeLessThanOrEqual(1.4);
  });
});

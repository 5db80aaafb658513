import { describe, expect, it } from "vitest";
import { expectAgreement, MATRICES, rounding } from "../kernel.contract.ts";
import { createLab, FAST_SETS, type Lab, sampleValues } from "../lab.ts";
import type { BatchNorm } from "./batch-norm.ts";
import { batchNormKernels } from "./kernels.ts";

const EPSILON = 2 ** -10;
/** Beside the others: more rows than a block of sums, sixteen columns and a rest. */
const SHAPES = [...MATRICES.filter(([rows]) => rows > 0), [150, 21], [131, 3]] as const;
const wide = (n: number, salt: number) => sampleValues(n, salt).map((value) => 3 * value + 1);
const variances = (n: number) => sampleValues(n, 5).map((value) => 1.5 + value);

describe.each(FAST_SETS)("batch normalization of %s", (set) => {
  it("takes moments as the reference does", () => {
    for (const [rows, columns] of SHAPES) {
      const call = ({ kernels, put, room, get }: Lab<BatchNorm>) => {
        const [x, mean, variance] = [put(wide(rows * columns, 1)), room(columns), room(columns)];
        kernels.moments(rows, columns, x, mean, variance);
        return [...get(mean, columns), ...get(variance, columns)];
      };
      // Numbers up to 4 in sums of blocks of 64 and as many blocks; squares up to 16 of what was
      // rounded with the mean.
      expectAgreement(set, batchNormKernels, call, (_, at) =>
        rounding(Math.min(rows, 64) + rows / 64 + 4, at < columns ? 4 : 16),
      );
    }
  });

  it("normalizes as the reference does, in place too, with and without γ and β", () => {
    for (const [rows, columns] of SHAPES) {
      const n = rows * columns;
      const call = ({ kernels, put, room, get }: Lab<BatchNorm>) => {
        const [x, y, plain] = [put(wide(n, 1)), room(n), room(n)];
        const [m, v] = [put(wide(columns, 4)), put(variances(columns))];
        const [gamma, beta] = [put(wide(columns, 6)), put(wide(columns, 7))];
        kernels.batchNorm(rows, columns, x, y, m, v, gamma, beta, EPSILON);
        kernels.batchNorm(rows, columns, x, plain, m, v, 0, 0, EPSILON);
        kernels.batchNorm(rows, columns, x, x, m, v, gamma, beta, EPSILON);
        return [...get(y, n), ...get(x, n), ...get(plain, n)];
      };
      // Deviations up to 8 over √½, times 4 and plus 4: seven roundings.
      expectAgreement(set, batchNormKernels, call, () => rounding(7, 50));
    }
  });

  it("goes backward as the reference does, in place too, and adds to dγ and dβ", () => {
    for (const [rows, columns] of SHAPES) {
      const n = rows * columns;
      const call = ({ kernels, put, room, get }: Lab<BatchNorm>) => {
        const [x, dy, dx] = [put(wide(n, 1)), put(sampleValues(n, 2)), room(n)];
        const [m, v] = [put(wide(columns, 4)), put(variances(columns))];
        const gamma = put(sampleValues(columns, 6));
        const [dgamma, dbeta] = [put(sampleValues(columns, 7)), put(sampleValues(columns, 8))];
        const sums = room(2 * columns);
        kernels.batchNormBackward(
          rows, columns, x, dy, dx, m, v, gamma, dgamma, dbeta, sums, EPSILON,
        ); // biome-ignore format: one line
        kernels.batchNormBackward(rows, columns, x, dy, 0, m, v, 0, dgamma, 0, sums, EPSILON);
        kernels.batchNormBackward(rows, columns, x, dy, dy, m, v, 0, 0, 0, sums, EPSILON);
        return [...get(dgamma, columns), ...get(dbeta, columns), ...get(dx, n), ...get(dy, n)];
      };
      // x̂ lies below 12. Sums of dy·x̂ in blocks, of as many terms as there are rows; dx takes their
      // means times x̂.
      const sum = Math.min(rows, 64) + rows / 64 + 12;
      expectAgreement(set, batchNormKernels, call, (_, at) =>
        at < 2 * columns ? rounding(sum, 24 * rows + 1) : rounding(sum, 1.5 * (2 + 12 * 12)),
      );
    }
  });

  it("takes the mean of much as exactly as that of little", () => {
    const { kernels, put, room, get } = createLab(set, batchNormKernels);
    const rows = 40_000;
    const [mean, variance] = [room(1), room(1)];
    kernels.moments(rows, 1, put(new Array(rows).fill(1.1)), mean, variance);
    // All values are alike, so errors of sums do not cancel: 64 + 40000/64 roundings at most.
    expect(Math.abs(get(mean, 1)[0] - Math.fround(1.1))).toBeLessThan(rounding(700, 1.1));
  });

  it("blends at every size", () => {
    for (const n of [0, 1, 3, 4, 9]) {
      const call = ({ kernels, put, get }: Lab<BatchNorm>) => {
        const y = put(sampleValues(n, 2));
        kernels.blend(n, put(sampleValues(n)), y, 0.25);
        return get(y, n);
      };
      expectAgreement(set, batchNormKernels, call, () => rounding(3, 2));
    }
  });
});

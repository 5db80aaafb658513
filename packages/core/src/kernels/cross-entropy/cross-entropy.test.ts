import { describe, expect, it } from "vitest";
import { expectAgreement, MATRICES, rounding } from "../kernel.contract.ts";
import { createLab, FAST_SETS, type Lab, sampleValues } from "../lab.ts";
import type { CrossEntropy } from "./cross-entropy.ts";
import { crossEntropyKernels } from "./kernels.ts";

const logits = (n: number) => sampleValues(n).map((value) => 8 * value);
const shares = (n: number) => sampleValues(n, 2).map((value) => Math.max(value, 0));
const labels = (rows: number, columns: number) =>
  Array.from({ length: rows }, (_, i) => (7 * i) % columns);
const FORMS = [
  "softmaxCrossEntropy",
  "sparseSoftmaxCrossEntropy",
  "categoricalCrossEntropy",
  "sparseCategoricalCrossEntropy",
] as const;
type Form = (typeof FORMS)[number];

/** The loss, twice the gradient (apart and in place), and the loss without a gradient. */
function everything(lab: Lab<CrossEntropy>, form: Form, rows: number, columns: number): number[] {
  const n = rows * columns;
  const x = lab.put(/^s.*oftmax/.test(form) ? logits(n) : probabilities(n));
  const target = lab.put(form.startsWith("sparse") ? labels(rows, columns) : shares(n));
  const gradient = lab.room(n);
  const losses = [lab.room(1), lab.room(1), lab.room(1)] as const;
  lab.kernels[form](rows, columns, x, target, gradient, losses[0], 1);
  lab.kernels[form](rows, columns, x, target, 0, losses[1], 0.3);
  lab.kernels[form](rows, columns, x, target, x, losses[2], 0.3);
  return [...losses.flatMap((at) => lab.get(at, 1)), ...lab.get(gradient, n), ...lab.get(x, n)];
}

/** From 0 to 1, both ends clipped. */
function probabilities(n: number): number[] {
  return sampleValues(n, 3).map((value, i) => (i % 5 === 0 ? Number(value < 0) : (value + 1) / 2));
}

describe.each(FAST_SETS)("cross-entropy of %s", (set) => {
  it.each(FORMS)("%s agrees with the reference at every size", (form) => {
    for (const [rows, columns] of MATRICES) {
      expectAgreement(
        set,
        crossEntropyKernels,
        (lab) => everything(lab, form, rows, columns),
        // Losses: terms up to 32 in size, as many as columns. Gradients: x − max rounds at
        // 16·2⁻²⁴, then sums over the columns. From probabilities both are a few operations.
        (expected, at) =>
          at < 3
            ? rounding(columns + 40, 32 * columns)
            : rounding(columns + 40, expected) + rounding(columns + 40, columns / rows),
      );
    }
  });

  it.each([
    [[1e4, -1e4, 0], 0, 0, [0, 0, 0]],
    [[1e4, -1e4, 0], 1, 2e4, [1, -1, 0]],
    [[-1e4, -1e4, -1e4], 2, Math.log(3), [1 / 3, 1 / 3, -2 / 3]],
    [[0, -Infinity, -Infinity], 0, 0, [0, 0, 0]],
  ] as const)("is stable at logits %j, label %i", (z, label, loss, gradient) => {
    const { kernels, put, get, room } = createLab(set, crossEntropyKernels, 2 ** 10);
    const result = room(1);
    const dz = room(3);
    const oneHot = [0, 1, 2].map((j) => Number(j === label));
    const expectClose = (got: readonly number[], expected: readonly number[]) => {
      for (const [i, value] of got.entries()) {
        expect(Math.abs(value - expected[i])).toBeLessThanOrEqual(rounding(6, expected[i] || 1));
      }
    };
    kernels.sparseSoftmaxCrossEntropy(1, 3, put(z), put([label]), dz, result, 1);
    expectClose([...get(result, 1), ...get(dz, 3)], [loss, ...gradient]);
    kernels.softmaxCrossEntropy(1, 3, put(z), put(oneHot), dz, result, 1);
    expectClose([...get(result, 1), ...get(dz, 3)], [loss, ...gradient]);
  });

  it("clips probabilities as Keras does, and gives clipped ones no gradient", () => {
    const { kernels, put, get, room } = createLab(set, crossEntropyKernels, 2 ** 10);
    const loss = room(1);
    const dp = room(2);
    kernels.sparseCategoricalCrossEntropy(1, 2, put([0, 1]), put([0]), dp, loss, 1);
    // 16.11809539794922 is what Keras prints for −ln of 1e-7 in float32.
    expect(get(loss, 1)[0]).toBeCloseTo(16.118095, 5);
    expect(get(dp, 2)).toEqual([0, 0]);
    kernels.categoricalCrossEntropy(1, 2, put([0.25, 0.75]), put([1, 0]), dp, loss, 1);
    expect(get(loss, 1)[0]).toBeCloseTo(Math.log(4), 6);
    expect(get(dp, 2).map(Math.abs)).toEqual([4, 0]);
  });

  it.each([-1, 3, 2.5, Number.NaN, Infinity])("makes the loss NaN for label %d", (label) => {
    const { kernels, put, get, room } = createLab(set, crossEntropyKernels, 2 ** 10);
    for (const form of ["sparseSoftmaxCrossEntropy", "sparseCategoricalCrossEntropy"] as const) {
      const loss = room(1, 0);
      const before = room(16, 7);
      const gradient = room(3);
      kernels[form](1, 3, put([0.2, 0.3, 0.5]), put([label]), gradient, loss, 1);
      expect(get(loss, 1)).toEqual([Number.NaN]);
      expect(get(before, 16)).toEqual(new Array(16).fill(7));
      expect(get(gradient + 3, 16)).toEqual(new Array(16).fill(Number.NaN));
    }
  });

  it.each(FORMS)("%s passes NaN on", (form) => {
    const { kernels, put, get, room } = createLab(set, crossEntropyKernels, 2 ** 10);
    const loss = room(1, 0);
    const target = form.startsWith("sparse") ? [1] : [0, 1, 0];
    kernels[form](1, 3, put([0.1, Number.NaN, 0.2]), put(target), room(3), loss, 1);
    expect(get(loss, 1)).toEqual([Number.NaN]);
  });
});

import { describe, expect, it } from "vitest";
import { expectAgreement, MATRICES, rounding } from "../kernel.contract.ts";
import { createLab, FAST_SETS, sampleValues } from "../lab.ts";
import { rowLossKernels } from "./kernels.ts";

const FORMS = ["cosineSimilarity", "categoricalHinge"] as const;

describe.each(FAST_SETS)("losses by row of %s", (set) => {
  it.each(FORMS)("%s agrees with the reference at every size, in place too", (form) => {
    for (const [rows, columns] of MATRICES) {
      const n = rows * columns;
      const outputs = sampleValues(n).map((value) => 2 * value);
      const targets = sampleValues(n, 2).map((value, i) =>
        form === "cosineSimilarity" ? value : Number(i % columns === (3 * i) % columns),
      );
      expectAgreement(
        set,
        rowLossKernels,
        (lab) => {
          const [y, t, dy] = [lab.put(outputs), lab.put(targets), lab.room(n)];
          const losses = [lab.room(1), lab.room(1), lab.room(1)] as const;
          lab.kernels[form](rows, columns, y, t, dy, losses[0], 1);
          lab.kernels[form](rows, columns, y, t, 0, losses[1], 0.3);
          lab.kernels[form](rows, columns, y, t, y, losses[2], 0.3);
          return [...losses.flatMap((at) => lab.get(at, 1)), ...lab.get(dy, n), ...lab.get(y, n)];
        },
        // Sums in float64, rounded once. A slope at the maximum is added to what was rounded.
        (expected, at) => rounding(2, expected) + (at < 3 ? 0 : rounding(2, 1 / rows)),
      );
    }
  });

  it("gives rows without a direction no part", () => {
    const { kernels, put, get, room } = createLab(set, rowLossKernels, 2 ** 10);
    const [loss, dy] = [room(1), room(6)];
    const y = put([0, 0, 3, 4, 1, 0]);
    kernels.cosineSimilarity(3, 2, y, put([1, 0, 4, 3, 0, 0]), dy, loss, 1);
    // (3·4 + 4·3)/25 = 0.96 in the middle row alone; its slope is (0.96·[0.6, 0.8] − [0.8, 0.6])/5.
    expect(get(loss, 1)[0]).toBeCloseTo(-0.32, 7);
    const expected = [0, 0, (0.576 - 0.8) / 15, (0.768 - 0.6) / 15, 0, 0];
    for (const [i, value] of get(dy, 6).entries()) expect(value).toBeCloseTo(expected[i], 7);
  });

  it.each(FORMS)("%s passes NaN on", (form) => {
    const { kernels, put, get, room } = createLab(set, rowLossKernels, 2 ** 10);
    const loss = room(1, 0);
    kernels[form](1, 3, put([0.1, Number.NaN, 0.2]), put([0, 1, 0]), room(3), loss, 1);
    expect(get(loss, 1)).toEqual([Number.NaN]);
  });
});

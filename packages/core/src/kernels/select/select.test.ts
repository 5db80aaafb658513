import { describe, it } from "vitest";
import { expectAgreement } from "../kernel.contract.ts";
import { FAST_SETS, sampleValues } from "../lab.ts";
import { selectKernels } from "./kernels.ts";

/** Rows, columns, then row stride and step of condition, a and b. */
const CASES = [
  [0, 5, 5, 1, 5, 1, 5, 1],
  [1, 1, 1, 1, 1, 1, 1, 1],
  [3, 7, 7, 1, 0, 1, 1, 0],
  [2, 5, 1, 0, 5, 1, 0, 0],
  [4, 9, 0, 1, 0, 0, 9, 1],
] as const;

describe.each(FAST_SETS)("select of %s", (set) => {
  it.each(CASES)("%i × %i agrees with the reference, in place too", (rows, columns, ...strides) => {
    const [cRow, cStep, aRow, aStep, bRow, bStep] = strides;
    expectAgreement(
      set,
      selectKernels,
      (lab) => {
        const room = rows * 9 + 9;
        const c = lab.put(
          sampleValues(room, 1).map((x, i) => (i % 7 === 0 ? Number.NaN : Math.max(x, 0))),
        );
        const [a, b] = [lab.put(sampleValues(room, 2)), lab.put(sampleValues(room, 3))];
        const out = lab.room(rows * columns, 7);
        const { select } = lab.kernels;
        select(rows, columns, c, cRow, cStep, a, aRow, aStep, b, bRow, bStep, out, columns);
        select(1, columns, c, 0, 1, a, 0, 1, b, 0, 1, a, columns);
        return [...lab.get(out, rows * columns), ...lab.get(a, room)];
      },
      () => 0,
    );
  });
});

import { describe, expect, it } from "vitest";
import { expectAgreement, MATRICES, SPECIALS } from "../kernel.contract.ts";
import { createLab, FAST_SETS, sampleValues } from "../lab.ts";
import { extremeKernels } from "./kernels.ts";

const LAST = ["extremeLast", "placeLast"] as const;
const FIRST = ["extremeFirst", "placeFirst"] as const;
const SHAPES = MATRICES.filter(([rows]) => rows > 0);

describe.each(FAST_SETS)("extreme of %s", (set) => {
  it.each([...LAST, ...FIRST])("%s is that of the reference at every size", (name) => {
    const isLast = name.endsWith("Last");
    for (const [rows, columns] of SHAPES) {
      const xRow = columns + 3;
      // Whole numbers, so that the same one stands in several places.
      const values = sampleValues(rows * xRow).map((value) => Math.round(3 * value) + 0);
      for (const least of [0, 1]) {
        expectAgreement(
          set,
          extremeKernels,
          (lab) => {
            const n = isLast ? rows : columns;
            const [x, out] = [lab.put(values), lab.room(n)];
            lab.kernels[name](rows, columns, x, xRow, out, least);
            return lab.get(out, n).map((value) => value + 0);
          },
          () => 0,
        );
      }
    }
  });

  it("knows NaN, infinities, denormal numbers and both zeros, wherever they stand", () => {
    const n = SPECIALS.length;
    const groups = [SPECIALS, SPECIALS.slice(1), SPECIALS.slice(3), SPECIALS.slice(3, 9)];
    for (const group of groups) {
      for (let turn = 0; turn < group.length; turn++) {
        const values = [...group.slice(turn), ...group.slice(0, turn)];
        for (const least of [0, 1]) {
          expectAgreement(
            set,
            extremeKernels,
            (lab) => {
              const [x, out] = [lab.put(values), lab.room(4)];
              lab.kernels.extremeLast(1, values.length, x, n, out, least);
              lab.kernels.extremeFirst(values.length, 1, x, 1, out + 1, least);
              lab.kernels.placeLast(1, values.length, x, n, out + 2, least);
              lab.kernels.placeFirst(values.length, 1, x, 1, out + 3, least);
              return lab.get(out, 4).map((value) => value + 0);
            },
            () => 0,
          );
        }
      }
    }
  });

  it("finds the first NaN, even behind an infinity, and one −∞ among many", () => {
    const { kernels, put, room, get } = createLab(set, extremeKernels, 2 ** 10);
    const [none, all] = [Number.NaN, Number.POSITIVE_INFINITY];
    const out = room(3);
    kernels.placeLast(3, 6, put([all, 1, 2, 3, none, none, 1, all, 2, all, 0, 0, -all, -all, -all, -all, -all, -all]), 6, out, 0); // biome-ignore format: one line
    expect(get(out, 3)).toEqual([4, 1, 0]);
  });
});

import { describe, expect, it } from "vitest";
import { expectAgreement, rounding, SIZES, SPECIALS } from "../kernel.contract.ts";
import { createLab, FAST_SETS, sampleValues } from "../lab.ts";
import { BinaryOp } from "./binary.ts";
import { binaryKernels } from "./kernels.ts";

const OPS = Object.entries(BinaryOp);
/** Every special against every other. */
const LEFT = SPECIALS.flatMap((x) => SPECIALS.map(() => x));
const RIGHT = SPECIALS.flatMap(() => SPECIALS);

describe.each(FAST_SETS)("binary of %s", (set) => {
  it.each(OPS)("%s agrees with the reference at every size, in place too", (_, op) => {
    const inputs = SIZES.map((n) => [sampleValues(n), sampleValues(n, 2)] as const);
    for (const [left, right] of [...inputs, [LEFT, RIGHT] as const]) {
      const n = left.length;
      expectAgreement(
        set,
        binaryKernels,
        (lab) => {
          const [a, b, out] = [lab.put(left), lab.put(right), lab.room(n)];
          lab.kernels.binary(op, 1, n, a, 0, 1, b, 0, 1, out, 0);
          lab.kernels.binary(op, 1, n, a, 0, 1, b, 0, 1, a, 0);
          lab.kernels.binary(op, 1, n, b, 0, 1, b, 0, 1, b, 0);
          return [out, a, b].flatMap((at) => lab.get(at, n));
        },
        // The second result in place is a power of a power.
        (expected) => (op === BinaryOp.pow ? rounding(3, expected) : rounding(1, expected)),
      );
    }
  });

  it.each([
    [0, 5, 0, 1, 5, 1],
    [3, 0, 2, 1, 2, 1],
    [3, 5, 7, 1, 5, 1],
    [4, 6, 0, 1, 6, 1],
    [4, 6, 1, 0, 7, 1],
    [4, 6, 6, 1, 1, 0],
    [4, 9, 9, 1, 0, 0],
    [4, 9, 0, 0, 9, 1],
    [3, 1, 0, 0, 1, 0],
  ])(
    "walks %i × %i with rows %i, step %i and rows %i, step %i",
    (rows, n, aRow, aStep, bRow, bStep) => {
      for (const [, op] of OPS) {
        expectAgreement(
          set,
          binaryKernels,
          (lab) => {
            const a = lab.put(sampleValues(rows * 9 + 9, 1));
            const b = lab.put(sampleValues(rows * 9 + 9, 2));
            const out = lab.room(rows * (n + 2), 7);
            lab.kernels.binary(op, rows, n, a, aRow, aStep, b, bRow, bStep, out, n + 2);
            return lab.get(out, rows * (n + 2));
          },
          (expected) => rounding(1, expected),
        );
      }
    },
  );

  it("raises to powers as JavaScript does where IEEE 754 differs", () => {
    const { kernels, put, get } = createLab(set, binaryKernels, 2 ** 10);
    const a = put([Number.NaN, 1, -1, -8, -2, 0, -0, 2]);
    const b = put([0, Infinity, -Infinity, 1 / 3, 3, -1, -1, Number.NaN]);
    kernels.binary(BinaryOp.pow, 1, 8, a, 0, 1, b, 0, 1, a, 0);
    const { NaN: none } = Number;
    expect(get(a, 8)).toEqual([1, none, none, none, -8, Infinity, -Infinity, none]);
  });
});

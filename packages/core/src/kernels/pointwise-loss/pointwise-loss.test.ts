import { describe, expect, it } from "vitest";
import { expectAgreement, rounding, SIZES, SPECIALS } from "../kernel.contract.ts";
import { createLab, FAST_SETS, type Lab, sampleValues } from "../lab.ts";
import { pointwiseLossKernels } from "./kernels.ts";
import type { PointwiseLoss } from "./pointwise-loss.ts";

const wide = (n: number, salt: number) => sampleValues(n, salt).map((value) => 3 * value);
const shares = (n: number, salt: number) => sampleValues(n, salt).map((value) => (value + 1) / 2);
const signs = (n: number, salt: number) => sampleValues(n, salt).map((value) => Math.sign(value));
/** Some of them 0, and beyond 1 at times. */
const masses = (n: number, salt: number) =>
  sampleValues(n, salt).map((value) => Math.max(1.1 * value, 0));

/** Outputs, targets, and the size of their terms. */
const FORMS = {
  absoluteError: [wide, wide, 6],
  huber: [wide, wide, 6],
  logCosh: [wide, wide, 6],
  hinge: [wide, signs, 4],
  squaredHinge: [wide, signs, 16],
  poisson: [shares, shares, 18],
  divergence: [masses, shares, 17],
} as const;
type Form = keyof typeof FORMS;
const NAMES = Object.keys(FORMS) as Form[];

/** The loss, twice the gradient (apart and in place), and the loss without a gradient. */
function everything(
  lab: Lab<PointwiseLoss>,
  form: Form,
  [y, t]: readonly [readonly number[], readonly number[]],
): number[] {
  const n = y.length;
  const [at, target, dy] = [lab.put(y), lab.put(t), lab.room(n)];
  const losses = [lab.room(1), lab.room(1), lab.room(1)] as const;
  const kernel = lab.kernels[form];
  kernel(n, at, target, dy, losses[0], 1, 0.75);
  kernel(n, at, target, 0, losses[1], 0.3, 0.75);
  kernel(n, at, target, at, losses[2], 0.3, 0.75);
  return [...losses.flatMap((loss) => lab.get(loss, 1)), ...lab.get(dy, n), ...lab.get(at, n)];
}

describe.each(FAST_SETS)("pointwise losses of %s", (set) => {
  it.each(NAMES)("%s agrees with the reference at every size, in place too", (form) => {
    const [outputs, targets, term] = FORMS[form];
    for (const n of SIZES) {
      expectAgreement(
        set,
        pointwiseLossKernels,
        (lab) => everything(lab, form, [outputs(n, 1), targets(n, 2)]),
        // Terms of at most a dozen operations on numbers of their size, summed in float64. Slopes are
        // differences of numbers up to 8, then quotients.
        (expected, at) =>
          at < 3 ? rounding(12, term) : rounding(12, expected) + rounding(4, 8 / n),
      );
    }
  });

  it.each(["absoluteError", "huber", "hinge", "squaredHinge"] as const)(
    "%s agrees with the reference at special values",
    (form) => {
      for (const y of SPECIALS.filter((value) => !(Math.abs(value) > 1e10))) {
        expectAgreement(
          set,
          pointwiseLossKernels,
          (lab) => everything(lab, form, [[y], [1]]),
          (expected) => rounding(8, expected),
        );
      }
    },
  );

  it.each(NAMES)("%s passes NaN on", (form) => {
    const { kernels, put, get, room } = createLab(set, pointwiseLossKernels, 2 ** 10);
    const loss = room(1, 0);
    kernels[form](3, put([0.1, Number.NaN, 0.2]), put([1, 0, 1]), room(3), loss, 1, 1);
    expect(get(loss, 1)).toEqual([Number.NaN]);
  });

  it("is exact for small differences, and stable for large ones", () => {
    const { kernels, put, get, room } = createLab(set, pointwiseLossKernels, 2 ** 10);
    const loss = room(1);
    // d²/2 − d⁴/12 near 0, |d| − ln 2 far out.
    for (const [d, expected] of [
      [2 ** -30, 2 ** -61],
      [1e-3, 1e-6 / 2 - 1e-12 / 12],
      [0.999, Math.log(Math.cosh(0.999))],
      [1.001, Math.log(Math.cosh(1.001))],
      [-1e4, 1e4 - Math.LN2],
    ] as const) {
      kernels.logCosh(1, put([d]), put([0]), 0, loss, 1);
      expect(Math.abs(get(loss, 1)[0] - expected)).toBeLessThanOrEqual(rounding(8, expected));
    }
    kernels.poisson(1, put([0]), put([1]), 0, loss, 1);
    expect(get(loss, 1)[0]).toBeCloseTo(Math.log(1e7), 5);
    kernels.poisson(1, put([-1]), put([1]), 0, loss, 1);
    expect(get(loss, 1)).toEqual([Number.NaN]);
  });
});

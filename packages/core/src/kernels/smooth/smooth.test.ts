import { describe, expect, it } from "vitest";
import { expectAgreement, rounding, SIZES, SPECIALS } from "../kernel.contract.ts";
import { createLab, FAST_SETS, type Lab, sampleValues } from "../lab.ts";
import { smoothKernels } from "./kernels.ts";
import type { Smooth } from "./smooth.ts";

const SELU = [1.0507009873554805, 1.7580993408473766, 1] as const;
const CELU = [1, 0.5, 0.5] as const;

type Forward = (kernels: Smooth, n: number, x: number, y: number) => void;
type Backward = (kernels: Smooth, n: number, at: number, dy: number, dx: number) => void;

const FORWARD: Readonly<Record<string, Forward>> = {
  elu: (kernels, n, x, y) => kernels.elu(n, x, y, 1, 1, 1),
  selu: (kernels, n, x, y) => kernels.elu(n, x, y, ...SELU),
  celu: (kernels, n, x, y) => kernels.elu(n, x, y, ...CELU),
  softplus: (kernels, n, x, y) => kernels.softplus(n, x, y),
  silu: (kernels, n, x, y) => kernels.silu(n, x, y),
  mish: (kernels, n, x, y) => kernels.mish(n, x, y),
  gelu: (kernels, n, x, y) => kernels.gelu(n, x, y),
  geluTanh: (kernels, n, x, y) => kernels.geluTanh(n, x, y),
};

const BACKWARD: Readonly<Record<string, Backward>> = {
  elu: (kernels, n, y, dy, dx) => kernels.eluBackward(n, y, dy, dx, 1, 1, 1),
  selu: (kernels, n, y, dy, dx) => kernels.eluBackward(n, y, dy, dx, ...SELU),
  celu: (kernels, n, y, dy, dx) => kernels.eluBackward(n, y, dy, dx, ...CELU),
  softplus: (kernels, n, y, dy, dx) => kernels.softplusBackward(n, y, dy, dx),
  silu: (kernels, n, x, dy, dx) => kernels.siluBackward(n, x, dy, dx),
  mish: (kernels, n, x, dy, dx) => kernels.mishBackward(n, x, dy, dx),
  gelu: (kernels, n, x, dy, dx) => kernels.geluBackward(n, x, dy, dx),
  geluTanh: (kernels, n, x, dy, dx) => kernels.geluTanhBackward(n, x, dy, dx),
};

/** From far below to far above, closer around 0. */
const SWEEP = Array.from({ length: 2001 }, (_, i) => Math.fround(((i - 1000) / 1000) ** 3 * 30));

/** Size of the argument of the exponential times the roundings that it is computed with. */
const ARGUMENT: Readonly<Record<string, (x: number) => number>> = {
  gelu: (x) => 2 * 0.5 * x ** 2,
  geluTanh: (x) => 4 * 1.6 * Math.abs(x + 0.044715 * x ** 3),
};

/**
 * Roundings on the way, and those of the argument of an exponential, whose absolute error becomes
 * relative. Beyond 88 the result vanishes.
 */
const bound =
  (name: string, x: readonly number[]) =>
  (expected: number, at: number): number => {
    const argument = ARGUMENT[name]?.(x[at % x.length]!) ?? 0;
    return rounding(24 + Math.min(4 * 88, argument), expected) + 2 ** -120;
  };

describe.each(FAST_SETS)("smooth activations of %s", (set) => {
  it.each(Object.keys(FORWARD))("%s agrees with the reference, in place too", (name) => {
    for (const values of [
      ...SIZES.map((n) => sampleValues(n).map((x) => 4 * x)),
      SWEEP,
      SPECIALS,
    ]) {
      const n = values.length;
      const call = (lab: Lab<Smooth>) => {
        const [x, y] = [lab.put(values), lab.room(n)];
        FORWARD[name]!(lab.kernels, n, x, y);
        FORWARD[name]!(lab.kernels, n, x, x);
        return [...lab.get(y, n), ...lab.get(x, n)];
      };
      expectAgreement(set, smoothKernels, call, bound(name, values));
    }
  });

  it.each(Object.keys(BACKWARD))("%s agrees with the reference backward, in place too", (name) => {
    for (const given of [...SIZES.map((n) => sampleValues(n)), SWEEP]) {
      // No output of softplus lies below 0.
      const values = name === "softplus" ? given.map(Math.abs) : given;
      const n = values.length;
      const call = (lab: Lab<Smooth>) => {
        const [at, dy, dx] = [lab.put(values), lab.put(sampleValues(n, 3)), lab.room(n)];
        BACKWARD[name]!(lab.kernels, n, at, dy, dx);
        BACKWARD[name]!(lab.kernels, n, at, dy, dy);
        return [...lab.get(dx, n), ...lab.get(dy, n)];
      };
      // Slopes are sums that cancel where they change sign: roundings of terms up to 1.2.
      const slope = (expected: number, at: number) =>
        bound(name, values)(expected, at) + rounding(24, 1.2);
      expectAgreement(set, smoothKernels, call, slope);
    }
  });

  it.each([
    ["elu", [-1, 0, Infinity]],
    ["softplus", [0, Math.fround(Math.LN2), Infinity]],
    ["silu", [0, 0, Infinity]],
    ["mish", [0, 0, Infinity]],
    ["gelu", [0, 0, Infinity]],
    ["geluTanh", [0, 0, Infinity]],
  ] as const)("%s has exact ends, and passes NaN", (name, expected) => {
    const { kernels, put, get } = createLab(set, smoothKernels, 2 ** 10);
    const x = put([-Infinity, 0, Infinity, Number.NaN]);
    FORWARD[name]!(kernels, 4, x, x);
    expect(get(x, 4).map((value) => (value === 0 ? 0 : value))).toEqual([...expected, Number.NaN]);
  });
});

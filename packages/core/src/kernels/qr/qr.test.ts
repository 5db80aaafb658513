import { describe, expect, it } from "vitest";
import { expectAgreement, SPECIALS } from "../kernel.contract.ts";
import type { KernelSetName } from "../kernels.ts";
import { createLab, FAST_SETS, type Lab, sampleValues, UNIT_ROUNDOFF } from "../lab.ts";
import { qrKernels } from "./kernels.ts";
import { type Qr, qrWorkLength } from "./qr.ts";

/** Around tiles of 4 and 8, around blocks of 32 and sums of 128; tall, wide and empty. */
const SHAPES = [
  [0, 0], [0, 3], [3, 0], [1, 1], [1, 5], [5, 1], [2, 2], [3, 4], [4, 3], [8, 8], [9, 7], [31, 33],
  [32, 32], [33, 31], [64, 65], [70, 70], [129, 6], [6, 129], [300, 40], [40, 300],
] as const; // biome-ignore format: lines of shapes

interface Factors {
  readonly q: number[];
  readonly r: number[];
}

function decompose(lab: Lab<Qr>, m: number, n: number, values: readonly number[]): Factors {
  const k = Math.min(m, n);
  const a = lab.put(values);
  const q = lab.room(m * k);
  const r = lab.room(k * n);
  const work = lab.room(qrWorkLength(m, n));
  lab.kernels.qr(m, n, a, q, r, work);
  expect(lab.get(a, m * n)).toEqual([...values]);
  return { q: lab.get(q, m * k), r: lab.get(r, k * n) };
}

/**
 * QᵀQ = I, Q·R = A, R upper triangular with r_ii ≥ 0. Every entry has gone through k reflections,
 * each a few roundings of random sign (N. Higham, T. Mary, "A New Approach to Probabilistic Rounding
 * Error Analysis", 2019): 4·√k units, of the length of its column of A.
 */
function expectFactors(m: number, n: number, values: readonly number[], { q, r }: Factors): void {
  const k = Math.min(m, n);
  const bound = 4 * Math.sqrt(k) * UNIT_ROUNDOFF;
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < k; j++) {
      let sum = 0;
      for (let p = 0; p < m; p++) sum += q[p * k + i] * q[p * k + j];
      expect(Math.abs(sum - (i === j ? 1 : 0))).toBeLessThanOrEqual(bound);
    }
    for (let j = 0; j < i; j++) expect(r[i * n + j]).toBe(0);
    expect(r[i * n + i]).toBeGreaterThanOrEqual(0);
  }
  for (let j = 0; j < n; j++) {
    let squares = 0;
    for (let i = 0; i < m; i++) squares += values[i * n + j] ** 2;
    for (let i = 0; i < m; i++) {
      let sum = 0;
      for (let p = 0; p < k; p++) sum += q[i * k + p] * r[p * n + j];
      const distance = Math.abs(sum - values[i * n + j]);
      expect(distance).toBeLessThanOrEqual(bound * Math.sqrt(squares) + k * 2 ** -149);
    }
  }
}

/** Matrices without full rank, and of every scale. */
const HARD: Record<string, (i: number, j: number, value: number) => number> = {
  "of zeros": () => 0,
  "of ones": () => 1,
  "of rank two": (i, j) => Math.fround((i % 5) * (j + 1) + (i % 3) * 0.5),
  "with a column of zeros, and one twice": (i, j, value) => (j === 1 ? 0 : j === 4 ? i : value),
  "with columns from 1e-36 to 1e36": (_, j, value) => Math.fround(value * 10 ** ((j % 9) * 9 - 36)),
  "of denormals": (_i, _j, value) => Math.fround(value * 2 ** -130),
  "that is triangular": (i, j, value) => (j < i ? 0 : value),
  "that is nearly of rank one": (i, _, value) => Math.fround(i + 1 + value * 2 ** -18),
};

describe.each(FAST_SETS)("qr of %s", (set) => {
  const lab = createLab(set, qrKernels, 2 ** 22);

  it.each(SHAPES)("gives factors of [%i, %i]", (m, n) => {
    const values = sampleValues(m * n, m + n);
    expectFactors(m, n, values, decompose(lab, m, n, values));
  });

  it.each(Object.keys(HARD))("gives factors of a matrix %s", (name) => {
    for (const [m, n] of [
      [40, 36],
      [36, 40],
      [5, 5],
    ] as const) {
      // biome-ignore format: shapes
      const values = sampleValues(m * n).map((value, at) =>
        HARD[name](Math.floor(at / n), at % n, value),
      );
      expectFactors(m, n, values, decompose(lab, m, n, values));
    }
  });

  it("agrees with the reference", () => {
    for (const [m, n] of SHAPES) {
      // The unit matrix and less than ½ in Frobenius norm: singular values within [½, 3/2].
      const values = sampleValues(m * n, 3).map((value, at) => {
        const unit = Math.floor(at / n) === at % n ? 1 : 0;
        return Math.fround(unit + value / (2 * Math.max(m, n)));
      });
      const condition = 3;
      expectAgreement(
        set,
        qrKernels,
        (any) => {
          const { q, r } = decompose(any, m, n, values);
          return [...q, ...r];
        },
        () => 4 * Math.sqrt(Math.min(m, n)) * UNIT_ROUNDOFF * condition,
      );
    }
  });

  it("keeps what is not finite in its column of R, and comes to an end", () => {
    for (const special of SPECIALS.filter((value) => !Number.isFinite(value))) {
      for (const at of [0, 5, 7, 24]) {
        const values = sampleValues(25);
        values[at] = special;
        const { r } = decompose(lab, 5, 5, values);
        expect(r.some((value, i) => i % 5 === at % 5 && !Number.isFinite(value))).toBe(true);
      }
    }
  });
});

it("has the same bits in every fast set", () => {
  const bits = (set: KernelSetName, m: number, n: number, values: readonly number[]) => {
    const { q, r } = decompose(createLab(set, qrKernels), m, n, values);
    return [...new Uint32Array(Float32Array.from([...q, ...r]).buffer)];
  };
  for (const [m, n] of SHAPES) {
    const values = sampleValues(m * n, 7);
    expect(bits("js", m, n, values)).toEqual(bits("wasm-simd", m, n, values));
  }
  for (const entry of Object.values(HARD)) {
    const values = sampleValues(70 * 40).map((x, at) => entry(Math.floor(at / 40), at % 40, x));
    expect(bits("js", 70, 40, values)).toEqual(bits("wasm-simd", 70, 40, values));
  }
});

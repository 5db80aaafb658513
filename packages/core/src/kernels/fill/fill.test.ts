import { describe, expect, it } from "vitest";
import { philox4x32 } from "../../random/philox.ts";
import { createLab, FAST_SETS, UNIT_ROUNDOFF } from "../lab.ts";
import type { Fill } from "./fill.ts";
import { normalQuantile } from "./float32.ts";
import { fillKernels } from "./kernels.ts";

const KEY0 = 0x12345678;
const KEY1 = 0x9abcdef0;
const STEP = 3_000_000_000;

type FillOf = (kernels: Fill, n: number, out: number, position: number) => void;

/** Φ(±2), from tables. */
const LOW = 0.0227501319481792;
const HIGH = 0.977249868051821;

const FILLS: Readonly<Record<string, FillOf>> = {
  fillUniform: (kernels, n, out, position) =>
    kernels.fillUniform(n, out, KEY0, KEY1, STEP, position, -0.3, 0.8, 0.4999999701976776),
  fillNormal: (kernels, n, out, position) =>
    kernels.fillNormal(n, out, KEY0, KEY1, STEP, position, 0.1, 1.3),
  fillTruncatedNormal: (kernels, n, out, position) =>
    kernels.fillTruncatedNormal(n, out, KEY0, KEY1, STEP, position, 0.1, 1.3, LOW, HIGH, -2.5, 2.7),
  "fillTruncatedNormal without bounds": (kernels, n, out, position) =>
    kernels.fillTruncatedNormal(
      n, out, KEY0, KEY1, STEP, position, 0, 1, 0, 1, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY,
    ), // biome-ignore format: the stream, then the law
  "fillTruncatedNormal far out": (kernels, n, out, position) =>
    kernels.fillTruncatedNormal(n, out, KEY0, KEY1, STEP, position, 0, -1, 0, 1e-20, 9, 14),
  fillBernoulli: (kernels, n, out, position) =>
    kernels.fillBernoulli(n, out, KEY0, KEY1, STEP, position, 0.3, 1.5),
};

/** The words of the stream from `position` on, by the published generator. */
function wordsFrom(position: number, n: number): number[] {
  return Array.from({ length: n }, (_, i) => {
    const block = Math.floor((position + i) / 4);
    return philox4x32([block, 0, STEP, 0], [KEY0, KEY1])[(position + i) % 4];
  });
}

const labs = {
  js: createLab("js", fillKernels),
  "wasm-simd": createLab("wasm-simd", fillKernels),
  reference: createLab("reference", fillKernels),
};

function drawn(set: keyof typeof labs, fill: FillOf, n: number, position: number): number[] {
  const lab = labs[set];
  // One element more on each side shows what is written beyond the ends.
  const room = lab.room(n + 2);
  fill(lab.kernels, n, room + 1, position);
  const [before, ...values] = lab.get(room, n + 2);
  const behind = values.pop();
  if (!(Number.isNaN(before) && Number.isNaN(behind))) {
    expect.fail(`n ${n}, position ${position}: expected NaN around, got ${before}, ${behind}`);
  }
  return values;
}

describe.each(Object.entries(FILLS))("%s", (_, fill) => {
  const N = 4099;
  const whole = drawn("js", fill, N, 0);

  it.each([...FAST_SETS, "reference"] as const)("gives the same bits in %s", (set) => {
    expect(drawn(set, fill, N, 0)).toEqual(whole);
  });

  it.each([...FAST_SETS, "reference"] as const)("may be cut anywhere in %s", (set) => {
    for (const n of [0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 100]) {
      for (let position = 0; position <= 35; position++) {
        const got = drawn(set, fill, n, position);
        const expected = whole.slice(position, position + n);
        if (got.some((x, i) => !Object.is(x, expected[i]))) {
          expect.fail(`n ${n}, position ${position}: expected ${expected}, got ${got}`);
        }
      }
    }
    expect(drawn(set, fill, 3000, 1099)).toEqual(whole.slice(1099));
  });

  it("agrees at the far end of the stream", () => {
    const position = 2 ** 34 - 37;
    expect(drawn("wasm-simd", fill, 37, position)).toEqual(drawn("js", fill, 37, position));
    expect(drawn("reference", fill, 37, position)).toEqual(drawn("js", fill, 37, position));
  });
});

describe.each(FAST_SETS)("the definitions, in %s", (set) => {
  const N = 20_000;
  const POSITION = 2 ** 33 + 2;
  const words = wordsFrom(POSITION, N);

  it("fillConstant", () => {
    for (const n of [0, 1, 3, 4, 5, 9]) {
      const got = drawn(set, (kernels, m, out) => kernels.fillConstant(m, out, 0.1), n, 0);
      expect(got).toEqual(new Array(n).fill(Math.fround(0.1)));
    }
  });

  it("fillUniform is low + width·⌊bits/2⁸⌋·2⁻²⁴", () => {
    const unit = (kernels: Fill, n: number, out: number, position: number): void =>
      kernels.fillUniform(n, out, KEY0, KEY1, STEP, position, 0, 1, 1 - 2 ** -24);
    expect(drawn(set, unit, N, POSITION)).toEqual(words.map((word) => (word >>> 8) * 2 ** -24));
    drawn(set, FILLS.fillUniform, N, POSITION).forEach((x, i) => {
      const expected = -0.3 + 0.8 * ((words[i] >>> 8) * 2 ** -24);
      // Roundings of low, width, their product and the sum, of numbers below 1.
      expect(Math.abs(x - expected)).toBeLessThan(4 * UNIT_ROUNDOFF);
      expect(x).toBeLessThan(0.5);
    });
  });

  it("fillUniform stops at `below`", () => {
    const half = (kernels: Fill, n: number, out: number, position: number): void =>
      kernels.fillUniform(n, out, KEY0, KEY1, STEP, position, 0, 1, 0.5);
    const got = drawn(set, half, N, POSITION);
    expect(got).toEqual(words.map((word) => Math.min((word >>> 8) * 2 ** -24, 0.5)));
  });

  it("fillNormal is Box–Muller", () => {
    const standard = (kernels: Fill, n: number, out: number, position: number): void =>
      kernels.fillNormal(n, out, KEY0, KEY1, STEP, position, 0, 1);
    drawn(set, standard, N, POSITION).forEach((z, i) => {
      const even = i - (i % 2);
      const logarithm = Math.log((words[even] + 0.5) * 2 ** -32);
      const radius = Math.sqrt(-2 * logarithm);
      const angle = (words[even + 1] / 2 ** 32) * 2 * Math.PI;
      const expected = radius * (i % 2 === 0 ? Math.cos(angle) : Math.sin(angle));
      // r² = −2 ln u: u is rounded to float32, ln u to 3 units of its own size. From there on the
      // angle, its sine and the product add 6 units of r.
      const squareError = 2 * UNIT_ROUNDOFF * (1 + 3 * Math.abs(logarithm));
      const bound = squareError / (radius + Math.sqrt(squareError)) + 6 * UNIT_ROUNDOFF * radius;
      if (!(Math.abs(z - expected) <= bound)) {
        expect.fail(`at ${i}: expected ${expected} ± ${bound}, got ${z}`);
      }
    });
  });

  it("fillTruncatedNormal is the quantile of Φ(low) + (Φ(high) − Φ(low))·u", () => {
    const standard = (kernels: Fill, n: number, out: number, position: number): void =>
      kernels.fillTruncatedNormal(n, out, KEY0, KEY1, STEP, position, 0, 1, LOW, HIGH, -2, 2);
    drawn(set, standard, N, POSITION).forEach((z, i) => {
      const p = LOW + (HIGH - LOW) * (words[i] + 0.5) * 2 ** -32;
      // The quantile is within 5·10⁻⁷ relative, Φ within 2·10⁻¹¹.
      const bound = 5e-7 * Math.abs(z) * density(z) + 2e-11;
      if (!(Math.abs(cdf(z) - p) <= bound)) {
        expect.fail(`at ${i}: expected Φ(z) = ${p} ± ${bound}, got z ${z}, Φ ${cdf(z)}`);
      }
    });
  });

  it("fillTruncatedNormal clips", () => {
    const clipped = (kernels: Fill, n: number, out: number, position: number): void =>
      kernels.fillTruncatedNormal(n, out, KEY0, KEY1, STEP, position, 0, 1, LOW, HIGH, -1, 0.5);
    const got = drawn(set, clipped, N, POSITION);
    expect(Math.min(...got)).toBe(-1);
    expect(Math.max(...got)).toBe(0.5);
  });

  it("fillBernoulli is value where ⌊bits/2⁸⌋·2⁻²⁴ < probability", () => {
    for (const probability of [0, 2 ** -24, 0.3, 1]) {
      const fill = (kernels: Fill, n: number, out: number, position: number): void =>
        kernels.fillBernoulli(n, out, KEY0, KEY1, STEP, position, probability, 1.5);
      expect(drawn(set, fill, N, POSITION)).toEqual(
        words.map((word) => ((word >>> 8) * 2 ** -24 < Math.fround(probability) ? 1.5 : 0)),
      );
    }
  });
});

// Φ⁻¹(p) by mpmath 1.3 with 30 digits.
it.each([
  [0.02, -2.053748910631823],
  [0.3, -0.5244005127080408],
  [0.49999, -2.506628274893494e-5],
  [0.001, -3.0902323061678136],
  [1e-5, -4.264890793922825],
  [1e-10, -6.361340902404057],
  [1e-20, -9.262340089798407],
  [1e-30, -11.464024688443615],
  [1e-37, -12.784556666602299],
])("Φ⁻¹(%f) = %f within 5·10⁻⁷ relative", (p, expected) => {
  expect(Math.abs(normalQuantile(p) / expected - 1)).toBeLessThan(5e-7);
  const mirrored = normalQuantile(1 - p);
  // 1 − p is rounded to 2⁻⁵³.
  const rounding = 2 ** -53 / density(expected);
  expect(Math.abs(mirrored + expected)).toBeLessThan(5e-7 * Math.abs(expected) + rounding);
});

// Any change of the stream changes every seeded net: these values stay.
it.each([
  ["fillUniform", 219508435],
  ["fillNormal", 2847928581],
  ["fillTruncatedNormal", 2899307342],
  ["fillTruncatedNormal without bounds", 4244434184],
  ["fillBernoulli", 1150360341],
] as const)("%s draws what it has always drawn", (name, hash) => {
  expect(hashOf(drawn("js", FILLS[name], 2 ** 14, 5))).toBe(hash);
});

/** FNV-1a over the float32 bits. */
function hashOf(values: readonly number[]): number {
  const bits = new Uint8Array(new Float32Array(values).buffer);
  return bits.reduce((hash, byte) => Math.imul(hash ^ byte, 0x01000193) >>> 0, 0x811c9dc5);
}

function density(x: number): number {
  return Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
}

/** Φ for |x| < 3 by Simpson's rule; 200 steps leave an error below 10⁻¹¹. */
function cdf(x: number): number {
  const steps = 200;
  let sum = density(0) + density(x);
  for (let k = 1; k < steps; k++) sum += (k % 2 === 1 ? 4 : 2) * density((x * k) / steps);
  return 0.5 + (sum * x) / steps / 3;
}

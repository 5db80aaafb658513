import { fusedMultiplyAdd as fma } from "./fused.ts";

const { fround } = Math;

const float = new Float32Array(1);
const bits = new Int32Array(float.buffer);

/** Elements of a block: eight radii, then eight angles. */
export const BLOCK = 16;
const HALF = BLOCK / 2;

const TWO_PI = fround(2 * Math.PI);
const FOUR_OVER_PI = fround(4 / Math.PI);
const SQRT_HALF = fround(Math.SQRT1_2);

const LN2_HIGH = 0.693359375;
const LN2_LOW = fround(-2.1219444e-4);
const LOG = [
  7.0376836292e-2, -1.151461031e-1, 1.167699874e-1, -1.2420140846e-1, 1.4249322787e-1,
  -1.6668057665e-1, 2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1,
].map(fround); // biome-ignore format: one polynomial

/** π/4 in three parts, negated. */
const MINUS_QUARTER_PI = [-0.78515625, -2.4187564849853516e-4, -3.774894977445941e-8].map(fround);
const SINE = [-1.9515295891e-4, 8.3321608736e-3, -1.6666654611e-1].map(fround);
const COSINE = [2.443315711809948e-5, -1.388731625493765e-3, 4.166664568298827e-2].map(fround);

/**
 * Turns sixteen uniforms into sixteen normals, in place:
 *
 *     x_j, x_{j+8} ← mean + std·r·cos θ, mean + std·r·sin θ    r = √(−2 ln(1 − x_j)), θ = 2π·x_{j+8}
 *
 * in float32 with the roundings of PyTorch's AVX2 kernel: the polynomials of Cephes (S. Moshier),
 * products and sums fused where GCC fuses them.
 */
export function boxMuller(x: Float32Array, at: number, mean: number, std: number): void {
  for (let j = at; j < at + HALF; j++) {
    const radius = fround(Math.sqrt(-2 * log(fround(1 - x[j]))));
    const theta = fround(TWO_PI * x[j + HALF]);
    // The nearest even number of eighths of a turn; what is left lies within ±π/4.
    const eighths = (Math.trunc(fround(theta * FOUR_OVER_PI)) + 1) & ~1;
    let rest = theta;
    for (const part of MINUS_QUARTER_PI) rest = fma(eighths, part, rest);
    const sin = sine(rest);
    const cos = cosine(rest);
    const crossed = (eighths & 2) !== 0;
    const signOfCos = (eighths + 2) & 4 ? -1 : 1;
    const signOfSin = eighths & 4 ? -1 : 1;
    x[j] = fma(fround(radius * signOfCos * (crossed ? sin : cos)), std, mean);
    x[j + HALF] = fma(fround(radius * signOfSin * (crossed ? cos : sin)), std, mean);
  }
}

/** ln x for 0 < x ≤ 1. */
function log(x: number): number {
  float[0] = x;
  let exponent = (bits[0] >>> 23) - 126;
  bits[0] = (bits[0] & 0x7fffff) | 0x3f000000;
  let m = float[0];
  if (m < SQRT_HALF) {
    exponent -= 1;
    m *= 2;
  }
  m -= 1;
  const square = fround(m * m);
  let p = LOG[0];
  for (let i = 1; i < LOG.length; i++) p = fma(p, m, LOG[i]);
  p = fma(fround(p * m), square, fround(exponent * LN2_LOW));
  p = fma(-0.5, square, p);
  return fma(exponent, LN2_HIGH, fround(m + p));
}

/** sin x for |x| ≤ π/4. */
function sine(x: number): number {
  const square = fround(x * x);
  const p = fma(fma(SINE[0], square, SINE[1]), square, SINE[2]);
  return fma(fround(p * square), x, x);
}

/** cos x for |x| ≤ π/4. */
function cosine(x: number): number {
  const square = fround(x * x);
  const p = fma(fma(COSINE[0], square, COSINE[1]), square, COSINE[2]);
  return fround(1 + fma(fround(p * square), square, -0.5 * square));
}

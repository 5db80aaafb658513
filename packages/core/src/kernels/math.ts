const word = new Float64Array(1);
const halves = new Uint32Array(word.buffer);
/** Which half of a float64 holds sign and exponent. */
const HIGH = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1 ? 1 : 0;

/** 2⁻¹⁰²⁴ … 2¹⁰²³. Writing an exponent as bits and reading it back as a number waits for the cache. */
const POWERS = /*#__PURE__*/ powersOfTwo();

/** Adding and subtracting it rounds to a whole number, ties to even. */
const ROUNDER = 1.5 * 2 ** 52;
/** ln 2 in two parts, the first of which has 32 bits: its products with exponents are exact. */
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;

/**
 * eˣ in float64 from + − × ÷ alone: engines differ in Math.exp. Relative error below 2⁻⁵².
 * Results below 2⁻¹⁰²¹ are 0.
 *
 *     x = k·ln 2 + r    |r| ≤ ½·ln 2    c = r − r²·P(r²)    eˣ = 2ᵏ·(1 + r + r·c/(2 − c))
 *
 * Coefficients: FreeBSD msun, e_exp.c (Sun Microsystems, 1993).
 */
export function exp(x: number): number {
  if (x < -708) return 0;
  if (x > 709.782712893384) return Number.POSITIVE_INFINITY;
  const k = x * Math.LOG2E + ROUNDER - ROUNDER;
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  const s = r * r;
  const c =
    r -
    s *
      (0.16666666666666602 +
        s *
          (-0.0027777777777015593 +
            s * (6.613756321437934e-5 + s * (-1.6533902205465252e-6 + s * 4.1381367970572385e-8))));
  const power = 1 - (low - (r * c) / (2 - c) - high);
  return 2 * power * POWERS[k + 1023];
}

/**
 * ln x in float64 from + − × ÷ alone: engines differ in Math.log. Relative error below 2⁻⁵²,
 * for normal x > 0, +∞ and NaN.
 *
 *     x = 2ᵏ·m    √½ ≤ m < √2    s = (m − 1)/(m + 1)    ln x = k·ln 2 + 2·artanh s
 *
 * Coefficients: FreeBSD msun, e_log.c (Sun Microsystems, 1993).
 */
export function log(x: number): number {
  if (!(x < Number.POSITIVE_INFINITY)) return x;
  word[0] = x;
  const bits = halves[HIGH] + (0x3ff00000 - 0x3fe6a09e);
  const k = (bits >>> 20) - 1023;
  const f = x * POWERS[1024 - k] - 1;
  const s = f / (2 + f);
  const z = s * s;
  const series =
    z *
    (0.6666666666666735 +
      z *
        (0.3999999999940942 +
          z *
            (0.2857142874366239 +
              z *
                (0.22222198432149784 +
                  z *
                    (0.1818357216161805 + z * (0.15313837699209373 + z * 0.14798198605116586))))));
  const half = 0.5 * f * f;
  return k * LN2_HIGH - (half - (s * (half + series) + k * LN2_LOW) - f);
}

/** ln x for every x: −∞ at 0, NaN below; denormal float64 count as 0. */
export function ln(x: number): number {
  if (x < 0) return Number.NaN;
  return x < 2 ** -1022 ? Number.NEGATIVE_INFINITY : log(x);
}

/** ln(1 + x) for 0 ≤ x ≤ 1, relative error below 2⁻⁵⁰: the rounding of 1 + x is put right. */
export function log1p(x: number): number {
  const u = 1 + x;
  return log(u) + (x - (u - 1)) / u;
}

/** tanh x, relative error below 2⁻⁴²: enough to round once to float32. */
export function tanh(x: number): number {
  const s = x * x;
  // Around 0, where 1 − e cancels, Taylor's series to x⁵; the next term is 17/315·x⁷.
  if (s < 1e-4) return x * (1 - s * (1 / 3 - s * (2 / 15)));
  const e = exp(-2 * Math.abs(x));
  const y = (1 - e) / (1 + e);
  return x < 0 ? -y : y;
}

function powersOfTwo(): Float64Array {
  const powers = new Float64Array(2048);
  powers[1024] = 1;
  for (let k = 1; k <= 1023; k++) powers[1024 + k] = 2 * powers[1023 + k];
  for (let k = 1; k <= 1024; k++) powers[1024 - k] = powers[1025 - k] / 2;
  return powers;
}

/**
 * x^y with the special cases of JavaScript; elsewhere exp(y·ln x), whose relative error stays below
 * 2⁻⁴⁴ within float32, enough to round once: engines differ in `**` itself.
 */
export function powOf(x: number, y: number): number {
  const base = Math.abs(x);
  const regular = base > 0 && base < Number.POSITIVE_INFINITY && Number.isFinite(y) && y !== 0;
  if (!regular || (x < 0 && !Number.isInteger(y))) return x ** y;
  const size = exp(y * log(base));
  return x < 0 && y % 2 !== 0 ? -size : size;
}

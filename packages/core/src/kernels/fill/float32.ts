// Elementary functions in float32: every operation is rounded by Math.fround, so that SIMD code with
// the same operations (assembly/float32.ts) gives the same bits. Coefficients are float32 numbers,
// minimax fits for the relative error of the function.
const { fround } = Math;

const float = new Float32Array(1);
const bits = new Int32Array(float.buffer);

/** The bits of √½. */
const SQRT_HALF = 0x3f3504f3;

/**
 * ln x for positive, normal x, within 2 ulp or 6·10⁻⁸ of the exact value.
 *
 *     x = 2ᵏ·m, √½ ≤ m < √2    ln x = k·ln 2 + 2 artanh s    s = (m − 1)/(m + 1)
 */
export function ln(x: number): number {
  float[0] = x;
  const shifted = (bits[0] - SQRT_HALF) | 0;
  bits[0] = (shifted & 0x7fffff) + SQRT_HALF;
  const m = float[0];
  const s = fround(fround(m - 1) / fround(m + 1));
  const z = fround(s * s);
  let p = fround(fround(z * 0.2987169623374939) + 0.3997754454612732);
  p = fround(fround(z * p) + 0.6666677594184875);
  p = fround(fround(z * p) + 2);
  return fround(fround((shifted >> 23) * 0.6931471824645996) + fround(s * p));
}

/** sin x for |x| ≤ π/4. */
export function sine(x: number): number {
  const z = fround(x * x);
  let p = fround(fround(z * -0.00019517296459525824) + 0.008332177996635437);
  p = fround(fround(z * p) + -0.16666655242443085);
  return fround(x + fround(fround(x * z) * p));
}

/** cos x for |x| ≤ π/4. */
export function cosine(x: number): number {
  const z = fround(x * x);
  let p = fround(fround(z * 2.4438488253508694e-5) + -0.001388736767694354);
  p = fround(fround(z * p) + 0.04166664555668831);
  p = fround(fround(z * p) + -0.5);
  return fround(fround(z * p) + 1);
}

/**
 * Φ⁻¹(p) for float64 p, within 3·10⁻⁷ relative. Below 2⁻¹²⁶ the tail is cut, at −12.98.
 *
 *     h = p − ½    q = min(p, 1 − p)    w = −ln 4q(1 − q) = −ln(1 − 4h²)
 *     w < 5: h·C(w − 5/2)               else: ±√w·T(1/√w)
 *
 * After M. Giles, "Approximating the erfinv function", GPU Computing Gems, 2011.
 */
export function normalQuantile(p: number): number {
  const h = fround(p - 0.5);
  const q = fround(Math.max(Math.min(p, 1 - p), 2 ** -126));
  const w = -ln(fround(fround(q * fround(1 - q)) * 4));
  return w < 5 ? central(h, w) : tail(h, w);
}

function central(h: number, w: number): number {
  const v = fround(w - 2.5);
  let c = fround(fround(v * 8.071567947354197e-8) + 9.722048162075225e-7);
  c = fround(fround(v * c) + -9.981235962186474e-6);
  c = fround(fround(v * c) + -1.2436007637006696e-5);
  c = fround(fround(v * c) + 0.0006183009827509522);
  c = fround(fround(v * c) + -0.0035460200160741806);
  c = fround(fround(v * c) + -0.011816343292593956);
  c = fround(fround(v * c) + 0.697605311870575);
  c = fround(fround(v * c) + 4.246627330780029);
  return fround(h * c);
}

function tail(h: number, w: number): number {
  const s = fround(Math.sqrt(w));
  const v = fround(1 / s);
  let t = fround(fround(v * 8.739134788513184) + -20.705177307128906);
  t = fround(fround(v * t) + 20.583967208862305);
  t = fround(fround(v * t) + -12.322442054748535);
  t = fround(fround(v * t) + 5.517986297607422);
  t = fround(fround(v * t) + -1.586442232131958);
  t = fround(fround(v * t) + -0.04719081148505211);
  t = fround(fround(v * t) + 1.414854884147644);
  const z = fround(s * t);
  return h < 0 ? -z : z;
}

// Elementary functions in float32: every operation is rounded by Math.fround, so that SIMD code with
// the same operations (assembly/float32.ts) gives the same bits. Coefficients are float32 numbers,
// minimax fits for the relative error of the function.
const { fround } = Math;

const float = new Float32Array(1);
const bits = new Int32Array(float.buffer);

/** |z| from which on the tail takes over. */
const FAR = 2.0199999809265137;

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
 * Φ⁻¹(p) for float64 p, within 5·10⁻⁷ relative. Below 2⁻¹²⁶ the tail is cut, at ∓12.98.
 *
 *     h = p − ½    q = min(p, 1 − p)
 *     |z| ≤ 2.02: z = h·P(t)/Q(t), t = 0.229… − h²    else: z = ±s·T(1/s), s = √(−2 ln q)
 *
 * The two forms are those of M. Wichura, "Algorithm AS 241", Applied Statistics 37, 1988.
 */
export function normalQuantile(p: number): number {
  const h = p - 0.5;
  const z = central(fround(h));
  return Math.abs(z) > FAR ? tail(h, fround(Math.max(Math.min(p, 1 - p), 2 ** -126))) : z;
}

/** Beyond ±2.02 it goes wrong but on, so that it shows which side of them a probability is on. */
function central(h: number): number {
  const t = fround(0.22927024960517883 - fround(h * h));
  let p = fround(fround(t * 4097.0673828125) + 11232.3857421875);
  p = fround(fround(t * p) + 3382.385009765625);
  p = fround(fround(t * p) + 238.94332885742188);
  p = fround(fround(t * p) + 4.2395734786987305);
  let q = fround(fround(t * 4730.12939453125) + 5404.58935546875);
  q = fround(fround(t * q) + 1123.389404296875);
  q = fround(fround(t * q) + 64.30036163330078);
  q = fround(fround(t * q) + 1);
  return fround(h * fround(p / q));
}

function tail(h: number, q: number): number {
  const s = fround(Math.sqrt(fround(-2 * ln(q))));
  const v = fround(1 / s);
  let t = fround(fround(v * -99.24851989746094) + 205.119384765625);
  t = fround(fround(v * t) + -187.46363830566406);
  t = fround(fround(v * t) + 101.0091323852539);
  t = fround(fround(v * t) + -36.82394027709961);
  t = fround(fround(v * t) + 10.631789207458496);
  t = fround(fround(v * t) + -3.5812346935272217);
  t = fround(fround(v * t) + -0.050237227231264114);
  t = fround(fround(v * t) + 1.0005271434783936);
  const z = fround(s * t);
  return h < 0 ? -z : z;
}

import { log } from "../kernels/math.ts";

// Coefficients in ascending powers. Numerators, then denominators.
const CENTRAL = [
  3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987,
  67265.7709270087, 33430.57558358813, 2509.0809287301227,
];
const CENTRAL_BELOW = [
  1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271,
  28729.085735721943, 5226.495278852854,
];
const NEAR = [
  1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684,
  0.2417807251774506, 0.022723844989269184, 0.0007745450142783414,
];
const NEAR_BELOW = [
  1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008,
  0.015198666563616457, 0.0005475938084995345, 1.0507500716444169e-9,
];
const FAR = [
  6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487,
  0.026532189526576124, 0.0012426609473880784, 2.7115555687434876e-5, 2.0103343992922881e-7,
];
const FAR_BELOW = [
  1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615,
  0.0007868691311456133, 1.8463183175100548e-5, 1.421511758316446e-7, 2.0442631033899397e-15,
]; // biome-ignore format: one polynomial each

/**
 * Φ⁻¹(p): the number below which a standard normal lies with probability p, in float64, within
 * 10⁻¹⁵ relative. It calls no function that engines may compute differently.
 *
 *     h = p − ½    |h| ≤ 0.425: z = h·C(0.180625 − h²)
 *     q = min(p, 1 − p), r = √(−ln q)    r ≤ 5: z = ±N(r − 1.6)    r > 5: z = ±F(r − 5)
 *
 * with rational C, N, F of degree 7. For p = 0 and p = 1 it is infinite, outside [0, 1] NaN.
 *
 * M. Wichura, "Algorithm AS 241", Applied Statistics 37, 1988.
 *
 * @example normalQuantile(0.5) // 0
 */
export function normalQuantile(p: number): number {
  const h = p - 0.5;
  if (Math.abs(h) <= 0.425) return h * ratio(CENTRAL, CENTRAL_BELOW, 0.180625 - h * h);
  const q = Math.min(p, 1 - p);
  if (!(q > 0)) return q === 0 ? h * Number.POSITIVE_INFINITY : Number.NaN;
  const r = Math.sqrt(-log(q));
  const z = r <= 5 ? ratio(NEAR, NEAR_BELOW, r - 1.6) : ratio(FAR, FAR_BELOW, r - 5);
  return h < 0 ? -z : z;
}

function ratio(above: readonly number[], below: readonly number[], x: number): number {
  return polynomial(above, x) / polynomial(below, x);
}

function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduceRight((sum, coefficient) => sum * x + coefficient);
}

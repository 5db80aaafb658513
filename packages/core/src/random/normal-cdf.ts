import { normalDensity } from "./normal-density.ts";

/**
 * Φ(x): the probability that a standard normal lies below x, in float64, within 10⁻¹⁴ relative,
 * the lower tail included. It calls no function that engines may compute differently.
 *
 *     |x| < 2    Φ = ½ + φ(x)·(x + x³/3 + x⁵/(3·5) + x⁷/(3·5·7) + …)
 *     x ≤ −2     Φ = φ(x) / (t + 1/(t + 2/(t + 3/(t + …)))), t = −x
 *     x ≥ 2      1 − Φ(−x)
 *
 * G. Marsaglia, "Evaluating the Normal Distribution", Journal of Statistical Software 11, 2004.
 *
 * @example normalCdf(0) // 0.5
 */
export function normalCdf(x: number): number {
  if (x >= 2) return 1 - normalCdf(-x);
  if (x <= -2) return lowerTail(-x);
  let sum = x;
  let term = x;
  for (let k = 3; k < 60; k += 2) {
    term *= (x * x) / k;
    sum += term;
  }
  return 0.5 + normalDensity(x) * sum;
}

/** Φ(−t) for t ≥ 2. A hundred levels suffice at t = 2, where the fraction converges slowest. */
function lowerTail(t: number): number {
  if (t > 40) return 0;
  let fraction = t;
  for (let k = 100; k > 0; k--) fraction = t + k / fraction;
  return normalDensity(t) / fraction;
}

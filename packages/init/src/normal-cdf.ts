/** φ(x) = e^(−x²/2) / √(2π), the density of N(0, 1). For description: it feeds no weight. */
export function normalDensity(x: number): number {
  return Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
}

/**
 * Φ(x), the probability that N(0, 1) is at most x. For description: it feeds no weight.
 *
 *     |x| < 3    ½ + φ(x)·(x + x³/3 + x⁵/(3·5) + x⁷/(3·5·7) + …)
 *     x ≤ −3     φ(x) / (t + 1/(t + 2/(t + 3/(t + …))))      t = −x
 *
 * Relative error below 1e-13.
 *
 * G. Marsaglia, "Evaluating the Normal Distribution", Journal of Statistical Software 11(4), 2004.
 *
 * @example normalCdf(0) // 0.5
 */
export function normalCdf(x: number): number {
  if (x >= 3) return 1 - normalCdf(-x);
  if (x > -3) {
    let sum = x;
    let term = x;
    for (let odd = 3; Math.abs(term) > 1e-17 * Math.abs(sum); odd += 2) {
      term *= (x * x) / odd;
      sum += term;
    }
    return 0.5 + normalDensity(x) * sum;
  }
  if (x === Number.NEGATIVE_INFINITY) return 0;
  let fraction = -x;
  for (let k = 100; k >= 1; k--) fraction = -x + k / fraction;
  return normalDensity(x) / fraction;
}

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
  return 0.5 + density(x) * sum;
}

/** Φ(−t) for t ≥ 2. A hundred levels suffice at t = 2, where the fraction converges slowest. */
function lowerTail(t: number): number {
  if (t > 40) return 0;
  let fraction = t;
  for (let k = 100; k > 0; k--) fraction = t + k / fraction;
  return density(t) / fraction;
}

/** φ(x) = exp(−x²/2) / √2π. x² is split so that its rounding does not grow with the exponent. */
function density(x: number): number {
  const head = Math.trunc(x * 16) / 16;
  const rest = (x - head) * (x + head);
  return exponential(-0.5 * head * head) * exponential(-0.5 * rest) * 0.3989422804014327;
}

/** eˣ for −800 ≤ x ≤ 0: x = k·ln 2 + r, |r| ≤ ½ ln 2, and the series of eʳ. */
function exponential(x: number): number {
  const k = Math.round(x * Math.LOG2E);
  // ln 2 in two parts, of which k times the first is exact.
  const r = x - k * 0.6931471803691238 - k * 1.9082149292705877e-10;
  let sum = 1;
  for (let i = 14; i > 0; i--) sum = 1 + (sum * r) / i;
  for (let i = k; i < 0; i++) sum *= 0.5;
  return sum;
}

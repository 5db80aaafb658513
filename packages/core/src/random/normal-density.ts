/**
 * φ(x) = exp(−x²/2)/√(2π): the density of a standard normal, in float64, within 10⁻¹⁵ relative. It
 * calls no function that engines may compute differently.
 *
 * @example normalDensity(0) // 0.3989422804014327
 */
export function normalDensity(x: number): number {
  if (!(Math.abs(x) <= 40)) return Number.isNaN(x) ? x : 0;
  // x² is split so that its rounding does not grow with the exponent.
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

const { fround } = Math;

/**
 * a·b + c rounded once to float32, for float32 operands: the fused multiply-add of processors.
 *
 * The product is exact in float64, the sum s is not. Rounding s again goes wrong only where s lies
 * in the middle between two float32 and the exact sum does not; the error of s, found by Knuth's
 * two-sum, then says on which side.
 */
export function fusedMultiplyAdd(a: number, b: number, c: number): number {
  const product = a * b;
  const sum = product + c;
  const rounded = fround(sum);
  const rest = sum - rounded;
  const other = rounded + 2 * rest;
  if (rest === 0 || fround(other) !== other) return rounded;
  const added = sum - product;
  const error = product - (sum - added) + (c - added);
  return error !== 0 && error > 0 === rest > 0 ? other : rounded;
}

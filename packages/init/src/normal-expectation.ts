import { normalDensity, show } from "@kindling/core";

/** Beyond ±12 the normal has a mass of 4·10⁻³³. */
const FARTHEST = 12;
/** Narrow enough that a jump cannot hide behind the bend of the density, and that kinks fall between. */
const PANEL = 1 / 4;
/** Error of the integral over one unit, before the correction that makes it smaller still. */
const TOLERANCE = 1e-12;
/** Values beyond which intervals are taken as they are: a function that is noise is never smooth. */
const MOST_VALUES = 1e6;
/** Share of an interval's integral below which changes are roundings, however large the function. */
const ROUNDING = 1e-13;
/** A jump is bisected until its interval is 2⁻⁴⁰ wide. */
const DEEPEST = 40;

/**
 * E[g(z)], z ~ N(0, 1): adaptive Simpson quadrature from −12 to 12, with kinks of the built-in
 * activations at the borders of its panels. Sums, products and a density that is the same on every
 * engine.
 *
 *     ∫ g·φ ≈ (h/6)·(a + 4m + b), bisected where that changes it, with Richardson's correction
 *
 * @throws for values that are not finite, with the place
 */
export function normalExpectation(g: (z: number) => number, where: string): number {
  let values = 0;
  const f = (z: number): number => {
    values++;
    const value = g(z);
    if (typeof value !== "number" || !Number.isFinite(value)) {
      throw new RangeError(`${where}: expected finite numbers, got ${show(value)} at ${z}`);
    }
    return value * normalDensity(z);
  };
  const refine = (
    from: number, to: number, a: number, m: number, b: number, whole: number, depth: number,
  ): number => {
    const middle = (from + to) / 2;
    const [left, right] = [f((from + middle) / 2), f((middle + to) / 2)];
    const first = ((middle - from) / 6) * (a + 4 * left + m);
    const second = ((to - middle) / 6) * (m + 4 * right + b);
    const change = first + second - whole;
    const enough = Math.max(15 * TOLERANCE * (to - from), ROUNDING * Math.abs(first + second));
    if (depth === 0 || values > MOST_VALUES || Math.abs(change) < enough) {
      return first + second + change / 15;
    }
    return (
      refine(from, middle, a, left, m, first, depth - 1) +
      refine(middle, to, m, right, b, second, depth - 1)
    );
  }; // biome-ignore format: an interval, its values, its integral
  let sum = 0;
  for (let from = -FARTHEST; from < FARTHEST; from += PANEL) {
    const [a, m, b] = [f(from), f(from + PANEL / 2), f(from + PANEL)];
    sum += refine(from, from + PANEL, a, m, b, (PANEL / 6) * (a + 4 * m + b), DEEPEST);
  }
  return sum;
}

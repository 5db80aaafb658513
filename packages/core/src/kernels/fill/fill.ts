/**
 * Fills of `n` elements from `out` on, bit-identical in every set (the reference stores the same
 * float32 values). Element i takes the 32 bits at position p = `position` + i of a stream:
 *
 *     word (p mod 4) of Philox4x32-10(counter = [⌊p/4⌋, 0, step, 0], key = [key0, key1])
 *
 * so a fill may be cut into pieces anywhere. `position` is a whole number below 2³⁴; `key0`, `key1`
 * and `step` are taken as uint32.
 */
export interface Fill {
  /** out[i] = value. */
  fillConstant(n: number, out: number, value: number): void;

  /** out[i] = min(low + width·u, below), u = ⌊bits/2⁸⌋·2⁻²⁴ in [0, 1). */
  fillUniform(
    n: number,
    out: number,
    key0: number,
    key1: number,
    step: number,
    position: number,
    low: number,
    width: number,
    below: number,
  ): void;

  /**
   * out[i] = mean + std·z, z from Box–Muller on the words (0, 1) and (2, 3) of each block:
   * z_even = r·cos 2πv, z_odd = r·sin 2πv, r = √(−2 ln u), u = (bits + ½)·2⁻³², v = bits·2⁻³².
   */
  fillNormal(
    n: number,
    out: number,
    key0: number,
    key1: number,
    step: number,
    position: number,
    mean: number,
    std: number,
  ): void;

  /**
   * out[i] = mean + std·Φ⁻¹(low + (high − low)·u), u = (bits + ½)·2⁻³², clipped to [least, most].
   * `low` and `high` are probabilities, Φ of the bounds.
   */
  fillTruncatedNormal(
    n: number,
    out: number,
    key0: number,
    key1: number,
    step: number,
    position: number,
    mean: number,
    std: number,
    low: number,
    high: number,
    least: number,
    most: number,
  ): void;

  /** out[i] = value where ⌊bits/2⁸⌋·2⁻²⁴ < probability, else 0. The mask of dropout. */
  fillBernoulli(
    n: number,
    out: number,
    key0: number,
    key1: number,
    step: number,
    position: number,
    probability: number,
    value: number,
  ): void;
}

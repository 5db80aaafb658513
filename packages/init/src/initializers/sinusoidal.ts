import { cosineAndSine } from "@kindling/core";
import { expectRank } from "../centre-tap.ts";
import { defineStructural } from "../initializer.ts";

/** Options of {@link sinusoidal}. */
export interface SinusoidalConfig {
  /** Factor of all weights. Default 1. */
  readonly gain?: number;
}

/**
 * No random numbers, a sine wave for each unit, of its own frequency and phase.
 *
 *     [n, m]    W[j, i] = gain·a·sin(2π·(i + 1)·(j/n + 1/m))        a such that Var[W] = gain²·2/(n + m)
 *
 * Weights of a unit add up to nothing, and half of the units are on for any input. Of a convolution
 * [h, w, …, in, out] j runs over the taps of one input channel after another. Var is the sample
 * variance of all weights.
 *
 * A. Fernández-Hernández, J. Mestre, M. Dolz, J. Duato, E. Quintana-Ortí, "Sinusoidal Initialization,
 * Time for a New Start", NeurIPS 2025.
 *
 * @throws for a gain that is not finite; `fill`: for fewer than two axes, and shapes so small that
 *   all sines are 0 or there is but one
 * @example
 * const w = tensor(new Float32Array(12), [4, 3]);
 * sinusoidal().fill(w, { ...fans(w.shape), rng: createRng(42) });
 * [w.get(0, 2), w.get(1, 2)] // [0, -0.67005…]
 */
export const sinusoidal = defineStructural("sinusoidal", ({ gain = 1 }: SinusoidalConfig = {}) => {
  return (out, _context, where) => {
    expectRank(out, where, 2);
    if (out.size === 0) return;
    const [m, channels] = [out.shape.at(-1)!, out.shape.at(-2)!];
    const n = out.size / m;
    const taps = n / channels;
    const waves = new Float64Array(out.size);
    for (let at = 0; at < waves.length; at++) {
      const i = at % m;
      const row = (at - i) / m;
      const channel = row % channels;
      const j = channel * taps + (row - channel) / channels;
      waves[at] = sineOfTurns((i + 1) * (j * m + n), n * m);
    }
    const mean = waves.reduce((sum, value) => sum + value, 0) / waves.length;
    const square = waves.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
    const spread = square / (waves.length - 1);
    if (!(spread > 0)) {
      throw new RangeError(
        `${where}: expected a shape with sines other than 0, got [${out.shape}]`,
      );
    }
    const a = gain * Math.sqrt(2 / ((n + m) * spread));
    for (let at = 0; at < waves.length; at++) out.data[at] = a * waves[at]!;
  };
});

/**
 * sin(2π·k/n) for whole numbers. Whole turns are taken off exactly, where a large angle would have no
 * digits left, and what is beyond a quarter turn is mirrored: waves add up to nothing to the bit.
 */
function sineOfTurns(k: number, n: number): number {
  const turn = k % n;
  const half = Math.min(turn, n - turn);
  const quarter = Math.min(2 * half, n - 2 * half);
  const sine = cosineAndSine((Math.PI * quarter) / n)[1];
  return turn === half ? sine : -sine;
}

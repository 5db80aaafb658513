import { centreTap } from "../centre-tap.ts";
import { expectWhole } from "../check.ts";
import { defineStructural } from "../initializer.ts";

/** Options of {@link identity}. */
export interface IdentityConfig {
  /** What stands on the diagonal. Default 1. */
  readonly gain?: number;
  /** How many columns the diagonal is moved to the right, around the end. Default 0. */
  readonly shift?: number;
}

/**
 * The identity, for layers that start by handing on what they get.
 *
 *     [in, out]             W[i, (i + shift) mod out] = gain    i < min(in, out)    else 0
 *     [h, w, …, in, out]    the same in the middle tap, so a convolution with stride 1 and
 *                           padding "same" returns its input times gain
 *
 * Of an even number of taps the middle one is the first of the two.
 *
 * Q. Le, N. Jaitly, G. Hinton, "A Simple Way to Initialize Recurrent Networks of Rectified Linear
 * Units", 2015, for recurrent kernels.
 *
 * @throws for a shift that is no whole number; `fill`: for fewer than two axes
 * @example
 * const w = tensor(new Float32Array(6), [2, 3]);
 * identity({ gain: 2 }).fill(w, { ...fans(w.shape), rng: createRng(42) });
 * toNested(w) // [[2, 0, 0], [0, 2, 0]]
 */
export const identity = defineStructural(
  "identity",
  ({ gain = 1, shift = 0 }: IdentityConfig = {}) => {
    expectWhole(shift, "identity: shift");
    return (out, _context, where) => {
      const matrix = centreTap(out, where);
      if (matrix === undefined) return;
      const [rows, columns] = matrix.shape as [number, number];
      for (let i = 0; i < Math.min(rows, columns); i++) {
        matrix.set(i, (((i + shift) % columns) + columns) % columns, gain);
      }
    };
  },
);

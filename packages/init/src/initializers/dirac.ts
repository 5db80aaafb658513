import { centreTap } from "../centre-tap.ts";
import { expectCount } from "../check.ts";
import { defineStructural } from "../initializer.ts";

/** Options of {@link dirac}. */
export interface DiracConfig {
  /** Groups of the convolution; `out` is a multiple of it. Default 1. */
  readonly groups?: number;
}

/**
 * The Dirac delta, for convolutions that start by handing on what they get, group by group.
 *
 *     [h, w, …, in/groups, out]    W[middle tap, i, g·out/groups + i] = 1    else 0
 *
 * With stride 1 and padding "same" the output's channels are the input's, as many of each group as
 * both have. Of an even number of taps the middle one is the first of the two, where padding "same"
 * puts it; PyTorch's `dirac_` takes the second.
 *
 * @throws unless groups is a whole number above 0; `fill`: for fewer than three axes, and for an
 *   `out` that is no multiple of the groups
 * @example
 * const w = tensor(new Float32Array(3), [3, 1, 1]);
 * dirac().fill(w, { ...fans(w.shape), rng: createRng(42) });
 * toNested(w) // [[[0]], [[1]], [[0]]]
 */
export const dirac = defineStructural("dirac", ({ groups = 1 }: DiracConfig = {}) => {
  expectCount(groups, "dirac: groups");
  return (out, _context, where) => {
    const matrix = centreTap(out, where, 3);
    if (matrix === undefined) return;
    const [inputs, outputs] = matrix.shape as [number, number];
    if (outputs % groups !== 0) {
      throw new RangeError(
        `${where}: expected output channels in ${groups} equal groups, got ${outputs}`,
      );
    }
    const width = outputs / groups;
    for (let j = 0; j < outputs; j++) if (j % width < inputs) matrix.set(j % width, j, 1);
  };
});

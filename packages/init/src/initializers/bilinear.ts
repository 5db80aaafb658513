import { expectRank } from "../centre-tap.ts";
import { defineStructural } from "../initializer.ts";

/**
 * Linear interpolation along every spatial axis, for transposed convolutions that start by enlarging
 * their input; FCN-style segmentation begins with it.
 *
 *     [k₁, k₂, …, c, d]    W[x₁, x₂, …, i, i] = Π_a (1 − |x_a − (k_a − 1)/2| / ⌈k_a/2⌉)    else 0
 *
 * With strides s and kernel sizes 2s − s mod 2 a straight ramp comes out as a straight ramp, away
 * from the edges. Which of the last two axes is the input makes no difference.
 *
 * J. Long, E. Shelhamer, T. Darrell, "Fully Convolutional Networks for Semantic Segmentation", CVPR
 * 2015.
 *
 * @throws `fill`: for fewer than three axes
 * @example
 * const w = tensor(new Float32Array(4), [4, 1, 1]);
 * bilinear().fill(w, { ...fans(w.shape), rng: createRng(42) });
 * [...w.data] // [0.25, 0.75, 0.75, 0.25]
 */
export const bilinear = defineStructural("bilinear", () => (out, _context, where) => {
  expectRank(out, where, 3);
  if (out.size === 0) return;
  const spatial = out.shape.slice(0, -2);
  const [inputs, outputs] = out.shape.slice(-2) as [number, number];
  const taps = out.size / (inputs * outputs);
  for (let tap = 0; tap < taps; tap++) {
    const weight = weightAt(tap, spatial);
    for (let i = 0; i < Math.min(inputs, outputs); i++) {
      out.data[(tap * inputs + i) * outputs + i] = weight;
    }
  }
});

/** The product over the axes, of a tap that is counted in row-major order. */
function weightAt(tap: number, spatial: readonly number[]): number {
  let [rest, weight] = [tap, 1];
  for (const extent of spatial.toReversed()) {
    const x = rest % extent;
    rest = (rest - x) / extent;
    weight *= 1 - Math.abs(x - (extent - 1) / 2) / Math.ceil(extent / 2);
  }
  return weight;
}

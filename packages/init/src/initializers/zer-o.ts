import { centreTap } from "../centre-tap.ts";
import { defineStructural } from "../initializer.ts";

/**
 * ZerO: no random numbers, only zeros and ones up to a factor.
 *
 *     out ≤ in    W[i, i] = 1, else 0: the first inputs are handed on
 *     out > in    W[i, j] = 2^(−m/2)·H[i, j]    m = ⌈log₂ out⌉
 *
 * H is the Hadamard matrix of order 2ᵐ, H[i, j] = ±1 with − where i and j have an odd number of
 * binary ones in common. A partial identity would give outputs that train alike where the net gets
 * wider; the Hadamard matrix breaks that symmetry. Where out is a power of two W·Wᵀ = I.
 *
 * For a convolution [h, w, …, in, out] the matrix stands in the middle tap, else 0. The paper's
 * text has the factor 2^(−(m − 1)/2), its published code the one here, with which H is orthogonal.
 *
 * J. Zhao, F. Schäfer, A. Anandkumar, "ZerO Initialization: Initializing Neural Networks with only
 * Zeros and Ones", TMLR 2022, algorithm 1.
 *
 * @throws `fill`: for fewer than two axes
 * @example
 * const w = tensor(new Float32Array(8), [2, 4]);
 * zerO().fill(w, { ...fans(w.shape), rng: createRng(42) });
 * toNested(w) // [[0.5, 0.5, 0.5, 0.5], [0.5, -0.5, 0.5, -0.5]]
 */
export const zerO = defineStructural("zerO", () => (out, _context, where) => {
  const matrix = centreTap(out, where);
  if (matrix === undefined) return;
  const [inputs, outputs] = matrix.shape as [number, number];
  if (outputs <= inputs) {
    for (let i = 0; i < outputs; i++) matrix.set(i, i, 1);
    return;
  }
  let order = 1;
  while (order < outputs) order *= 2;
  const c = 1 / Math.sqrt(order);
  for (let i = 0; i < inputs; i++) {
    for (let j = 0; j < outputs; j++) matrix.set(i, j, hasOddOnes(i & j) ? -c : c);
  }
});

function hasOddOnes(bits: number): boolean {
  let odd = false;
  for (let rest = bits; rest !== 0; rest &= rest - 1) odd = !odd;
  return odd;
}

import { expectShape } from "@kindling/core";
import { expectPositive, expectShare } from "../check.ts";
import { defineStructural } from "../initializer.ts";

/** Options of {@link sparse}. */
export interface SparseConfig {
  /** Share of zeros in every column, 0 to 1. Default 0.9. */
  readonly sparsity?: number;
  /** Of the others. Default 0.01. */
  readonly std?: number;
}

/**
 * Few connections into each unit, so that units do not see the same sums and do not saturate.
 *
 *     [in, out]    of each column ⌈sparsity·in⌉ entries, chosen at random, are 0; the others N(0, std²)
 *
 * PyTorch's `sparse_` counts by columns too, but of matrices [out, in], where a column is what one
 * input sends.
 *
 * J. Martens, "Deep Learning via Hessian-Free Optimization", ICML 2010.
 *
 * @throws unless 0 ≤ sparsity ≤ 1 and std > 0; `fill`: for a shape that is no matrix
 * @example
 * const w = tensor(new Float32Array(30), [10, 3]);
 * sparse({ sparsity: 0.5 }).fill(w, { ...fans(w.shape), rng: createRng(42) });
 * w.data.filter((value) => value === 0).length // 15
 */
export const sparse = defineStructural(
  "sparse",
  ({ sparsity = 0.9, std = 0.01 }: SparseConfig = {}) => {
    expectShare(sparsity, "sparse: sparsity");
    expectPositive(std, "sparse: std");
    return (out, { rng }, where) => {
      const [rows, columns] = expectShape(out.shape, ["in", "out"], where);
      rng.normal(out, 0, std);
      // 0.07·100 is 7 and a little in float64.
      const zeros = Math.ceil(sparsity * rows * (1 - 1e-12));
      for (let j = 0; j < columns; j++) {
        for (const i of rng.permutation(rows).subarray(0, zeros)) out.set(i, j, 0);
      }
    };
  },
);

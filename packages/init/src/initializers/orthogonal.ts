import { copyInto, reshape } from "@kindling/core";
import { expectRank } from "../centre-tap.ts";
import { defineStructural } from "../initializer.ts";
import { orthogonalMatrix } from "../orthogonal-matrix.ts";

/** Options of {@link orthogonal}. */
export interface OrthogonalConfig {
  /** Factor of all singular values. Default 1. */
  readonly gain?: number;
}

/**
 * A random orthogonal matrix: all singular values are `gain`, so neither signals nor gradients of a
 * deep linear net grow or shrink.
 *
 *     WᵀW = gain²·I    (W·Wᵀ where rows are fewer)        W = gain·Q    Z = Q·R    Z ~ N(0, 1)
 *
 * All axes but the last are taken together, as in Keras; PyTorch keeps the first instead, which for
 * its layout is the same. R has a positive diagonal, so Q has the uniform (Haar) distribution.
 *
 * A. Saxe, J. McClelland, S. Ganguli, "Exact Solutions to the Nonlinear Dynamics of Learning in Deep
 * Linear Neural Networks", ICLR 2014.
 *
 * @throws for a gain that is not finite; `fill`: for fewer than two axes
 * @example dense({ units: 128, activation: "relu", kernelInitializer: orthogonal({ gain: Math.SQRT2 }) })
 */
export const orthogonal = defineStructural("orthogonal", ({ gain = 1 }: OrthogonalConfig = {}) => {
  return (out, context, where) => {
    expectRank(out, where, 2);
    if (out.size === 0) return;
    const columns = out.shape.at(-1)!;
    const rows = out.size / columns;
    copyInto(reshape(out, [rows, columns]), orthogonalMatrix(rows, columns, context));
    for (let i = 0; i < out.size; i++) out.data[i]! *= gain;
  };
});

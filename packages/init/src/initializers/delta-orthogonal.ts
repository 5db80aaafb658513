import { formatShape } from "@kindling/core";
import { centreTap } from "../centre-tap.ts";
import { defineStructural } from "../initializer.ts";
import { orthogonalMatrix } from "../orthogonal-matrix.ts";

/** Options of {@link deltaOrthogonal}. */
export interface DeltaOrthogonalConfig {
  /** Factor of what the convolution returns. Default 1. */
  readonly gain?: number;
}

/**
 * A random orthogonal matrix in the middle tap of a convolution, zeros in the others. With stride 1
 * and circular padding the convolution keeps the norm of what it gets, times `gain`, so nets of
 * thousands of layers can be trained.
 *
 *     [h, w, …, in, out]    W[middle tap] = gain·Q    Q·Qᵀ = I    else 0
 *
 * L. Xiao, Y. Bahri, J. Sohl-Dickstein, S. Schoenholz, J. Pennington, "Dynamical Isometry and a Mean
 * Field Theory of CNNs", ICML 2018.
 *
 * @throws for a gain that is not finite; `fill`: for fewer than three axes, and for more input than
 *   output channels, where no such Q exists
 * @example
 * const w = tensor(new Float32Array(4608), [3, 3, 16, 32]);
 * deltaOrthogonal().fill(w, { ...fans(w.shape), rng: createRng(42) });
 * w.get(0, 0, 5, 5) // 0
 */
export const deltaOrthogonal = defineStructural(
  "deltaOrthogonal",
  ({ gain = 1 }: DeltaOrthogonalConfig = {}) => {
    return (out, context, where) => {
      const matrix = centreTap(out, where, 3);
      if (matrix === undefined) return;
      const [inputs, outputs] = matrix.shape as [number, number];
      if (inputs > outputs) {
        throw new RangeError(
          `${where}: expected at least as many output as input channels, ` +
            `got ${formatShape(out.shape)}; orthogonal takes any shape`,
        );
      }
      const q = orthogonalMatrix(inputs, outputs, context);
      for (let i = 0; i < inputs; i++) {
        for (let j = 0; j < outputs; j++) matrix.set(i, j, gain * q.get(i, j));
      }
    };
  },
);

import { sumRowsKernels } from "../kernels/sum-rows/kernels.ts";
import { expectShape } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { bindKernel } from "./bind.ts";
import type { Run } from "./run.ts";

/**
 * Binds out_j += Σ_i x_ij: the gradient of a bias, added up over the batch.
 *
 *     x  [rows, columns]    out  [columns]
 *
 * @throws for shapes that do not fit
 * @example
 * const out = tensor([1, 0]);
 * bindSumRows({ out, x: tensor([[1, 2], [3, 4]]) })();
 * toNested(out) // [5, 6]
 */
export function bindSumRows({ out, x }: { readonly out: Tensor; readonly x: Tensor }): Run {
  const [rows, columns] = expectShape(x.shape, ["rows", "columns"], "sumRows: x");
  expectShape(out.shape, [columns], "sumRows: out");
  return bindKernel(
    sumRowsKernels,
    { where: "sumRows", reads: { x }, writes: { out }, updates: ["out"] },
    ({ sumRows }, { x, out }) => {
      return () => sumRows(rows, columns, x, out);
    },
  );
}

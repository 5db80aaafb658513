import { gatherKernels } from "../kernels/gather/kernels.ts";
import { expectShape, sizeOf } from "../shape.ts";
import { type Tensor, type TensorLike, zeros } from "../tensor.ts";
import { bindKernel, runOnce } from "./bind.ts";
import { gatheredShape, indexCheck, indicesOf } from "./indices.ts";
import type { Run } from "./run.ts";

/** Rows by number: what {@link bindGather} and {@link bindScatterAdd} bind. */
export interface GatherOperands {
  readonly out: Tensor;
  readonly x: Tensor;
  /** Whole numbers of rows, in any shape; read, and checked, at every run. */
  readonly indices: Tensor;
}

/**
 * Binds out_i = x[indices_i]: rows by number, as an embedding looks them up.
 *
 *     x  [rows, …rest]    indices  [...]    out  [..., …rest]
 *
 * @throws for shapes that do not fit; the Run, with nothing changed, for an index that is no whole
 *   number from 0 to rows − 1
 * @example
 * const out = zeros([3, 2]);
 * bindGather({ out, x: tensor([[1, 2], [3, 4]]), indices: tensor([1, 0, 1]) })();
 * toNested(out) // [[3, 4], [1, 2], [3, 4]]
 */
export function bindGather({ out, x, indices }: GatherOperands): Run {
  expectShape(out.shape, gatheredShape(x, indices.shape, "gather"), "gather: out");
  const rows = x.shape[0];
  const length = sizeOf(x.shape.slice(1));
  const n = indices.size;
  return bindKernel(
    gatherKernels,
    { where: "gather", reads: { x, indices }, writes: { out } },
    (kernels, at) => {
      const check = indexCheck(kernels, at.indices, indices, rows, "gather");
      return () => {
        check();
        kernels.gatherRows(n, length, at.x, at.indices, at.out);
      };
    },
  );
}

/**
 * Rows by number, into `out` or a new tensor.
 *
 *     x  [rows, …rest]    indices  [...]    result  [..., …rest]
 *
 * @throws for indices that are no whole numbers from 0 to rows − 1, and an `out` of another shape
 * @example
 * const x = tensor([[1, 2], [3, 4]]);
 * toNested(gather(x, [1, 0, 1])) // [[3, 4], [1, 2], [3, 4]]
 * gather(x, [2]) // throws gather: indices: expected whole numbers from 0 to 1, got 2 at [0]
 */
export function gather(
  x: Tensor,
  indices: TensorLike,
  options: { readonly out?: Tensor | undefined } = {},
): Tensor {
  const at = indicesOf(indices);
  const { out = zeros(gatheredShape(x, at.shape, "gather")) } = options;
  runOnce(() => bindGather({ out, x, indices: at }));
  return out;
}

import { gatherKernels } from "../kernels/gather/kernels.ts";
import { expectShape, sizeOf } from "../shape.ts";
import { type Tensor, type TensorLike, zeros } from "../tensor.ts";
import { bindKernel, runOnce } from "./bind.ts";
import type { GatherOperands } from "./gather.ts";
import { gatheredShape, indexCheck, indicesOf } from "./indices.ts";
import type { Run } from "./run.ts";

/**
 * Binds out[indices_i] += x_i: the backward pass of {@link bindGather}, where a row that was taken
 * twice gets both gradients.
 *
 *     x  [..., …rest]    indices  [...]    out  [rows, …rest]
 *
 * @throws for shapes that do not fit; the Run, with nothing changed, for an index that is no whole
 *   number from 0 to rows − 1
 * @example
 * const out = tensor([10, 20]);
 * bindScatterAdd({ out, x: tensor([1, 2, 3]), indices: tensor([1, 0, 1]) })();
 * toNested(out) // [12, 24]
 */
export function bindScatterAdd({ out, x, indices }: GatherOperands): Run {
  expectShape(x.shape, gatheredShape(out, indices.shape, "scatterAdd"), "scatterAdd: x");
  const rows = out.shape[0];
  const length = sizeOf(out.shape.slice(1));
  const n = indices.size;
  return bindKernel(
    gatherKernels,
    { where: "scatterAdd", reads: { x, indices }, writes: { out }, updates: ["out"] },
    (kernels, at) => {
      const check = indexCheck(kernels, at.indices, indices, rows, "scatterAdd");
      return () => {
        check();
        kernels.scatterAddRows(n, length, at.x, at.indices, at.out);
      };
    },
  );
}

/**
 * Sums of rows that have one number, added to `out`, or to zeros: `rows` of them.
 *
 *     x  [..., …rest]    indices  [...]    result  [rows, …rest]
 *
 * @throws for indices that are no whole numbers from 0 to rows − 1, and shapes that do not fit
 * @example toNested(scatterAdd(tensor([1, 2, 3]), [1, 0, 1], 3)) // [2, 4, 0]
 */
export function scatterAdd(
  x: Tensor,
  indices: TensorLike,
  rows: number,
  options: { readonly out?: Tensor | undefined } = {},
): Tensor {
  const at = indicesOf(indices);
  const shape = [rows, ...x.shape.slice(at.shape.length)];
  const { out = zeros(shape) } = options;
  expectShape(out.shape, shape, "scatterAdd: out");
  runOnce(() => bindScatterAdd({ out, x, indices: at }));
  return out;
}

import { gatherKernels } from "../kernels/gather/kernels.ts";
import { expectShape } from "../shape.ts";
import { type Tensor, type TensorLike, zeros } from "../tensor.ts";
import { bindKernel, runOnce } from "./bind.ts";
import type { GatherOperands } from "./gather.ts";
import { indexCheck, indicesOf } from "./indices.ts";
import type { Run } from "./run.ts";

/**
 * Binds out_ij = 1 where j is indices_i, else 0.
 *
 *     indices  [...]    out  [..., classes]
 *
 * @throws for shapes that do not fit; the Run, with nothing changed, for an index that is no whole
 *   number from 0 to classes − 1
 * @example
 * const out = zeros([2, 3]);
 * bindOneHot({ out, indices: tensor([2, 0]) })();
 * toNested(out) // [[0, 0, 1], [1, 0, 0]]
 */
export function bindOneHot({ out, indices }: Omit<GatherOperands, "x">): Run {
  const classes = out.shape.at(-1) ?? 0;
  expectShape(out.shape, [...indices.shape, classes], "oneHot: out");
  const n = indices.size;
  return bindKernel(
    gatherKernels,
    { where: "oneHot", reads: { indices }, writes: { out } },
    (kernels, at) => {
      const check = indexCheck(kernels, at.indices, indices, classes, "oneHot");
      return () => {
        check();
        kernels.oneHot(n, classes, at.indices, at.out);
      };
    },
  );
}

/**
 * 1 at the place of each class number, else 0, into `out` or a new tensor.
 *
 *     indices  [...]    result  [..., classes]
 *
 * @throws for indices that are no whole numbers from 0 to classes − 1, and an `out` of another shape
 * @example toNested(oneHot([2, 0], 3)) // [[0, 0, 1], [1, 0, 0]]
 */
export function oneHot(
  indices: TensorLike,
  classes: number,
  options: { readonly out?: Tensor | undefined } = {},
): Tensor {
  const at = indicesOf(indices);
  const shape = [...at.shape, classes];
  const { out = zeros(shape) } = options;
  expectShape(out.shape, shape, "oneHot: out");
  runOnce(() => bindOneHot({ out, indices: at }));
  return out;
}

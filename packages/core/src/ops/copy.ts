import { copyKernels } from "../kernels/copy/kernels.ts";
import { segmentOf } from "../memory/segments.ts";
import { expectWithin, overlap } from "../reach.ts";
import { expectShape } from "../shape.ts";
import { copyElements, isContiguous, type Tensor } from "../tensor.ts";
import { bindKernel } from "./bind.ts";
import { hasUnitStep, walkOver } from "./broadcast.ts";
import { inOrder, type Run } from "./run.ts";

/**
 * Binds out = x. Views are copied row by row where their innermost axis is contiguous.
 *
 * @throws for shapes that differ
 * @example
 * const out = zeros([2, 1]);
 * bindCopy({ out, x: transpose(tensor([[1, 2]])) })();
 * toNested(out) // [[1], [2]]
 */
export function bindCopy({ out, x }: { readonly out: Tensor; readonly x: Tensor }): Run {
  const n = out.size;
  expectShape(out.shape, x.shape, "copy: out");
  if (n === 0) return inOrder();
  const segment = segmentOf(out.data);
  if ((segment === undefined || segmentOf(x.data) !== segment) && !overlap(x, out)) {
    // No kernel sees both: there is nothing to gain from a stage.
    expectWithin(x, "copy: x");
    expectWithin(out, "copy: out");
    return () => copyElements(out, x);
  }
  return bindKernel(
    copyKernels,
    {
      where: "copy",
      reads: { x },
      writes: { out },
      inPlace: ["x"],
      fits: (_, view) => hasUnitStep(view),
    },
    ({ copy, copyRows }, at, placed) => {
      const { x, out } = at;
      if (isContiguous(placed.x) && isContiguous(placed.out)) return () => copy(n, x, out);
      const walk = walkOver(placed.out.shape, [placed.x, placed.out]);
      const { rows, columns, rowStrides, offsets } = walk;
      const [xRow, outRow] = rowStrides as [number, number];
      const [xOffsets, outOffsets] = offsets as [Int32Array, Int32Array];
      return () => {
        for (let i = 0; i < outOffsets.length; i++) {
          copyRows(rows, columns, x + xOffsets[i], xRow, out + outOffsets[i], outRow);
        }
      };
    },
  );
}

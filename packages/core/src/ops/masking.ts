import { maskingKernels } from "../kernels/masking/kernels.ts";
import { expectShape, sizeOf } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { bindKernel } from "./bind.ts";
import type { Run } from "./run.ts";

/**
 * Binds a mask of the rows of x that are `value` throughout, and y, in which those rows are 0.
 *
 *     mask_i = 0 where x_ij = value for all j, else 1    y_ij = mask_i = 0 ? 0 : x_ij
 *
 *     x, y  [..., columns]    mask  [...]
 *
 * @param value compared in float32
 * @throws for shapes that do not fit
 * @example
 * const [x, mask, y] = [tensor([[7, 7], [7, 1]]), zeros([2]), zeros([2, 2])];
 * bindMaskRows({ x, mask, y, value: 7 })();
 * toNested(mask) // [0, 1]
 * toNested(y) // [[0, 0], [7, 1]]
 */
export function bindMaskRows(operands: {
  readonly x: Tensor;
  readonly mask: Tensor;
  readonly y: Tensor;
  readonly value: number;
}): Run {
  const { x, mask, y, value } = operands;
  const outer = x.shape.slice(0, -1);
  expectShape(y.shape, x.shape, "maskRows: y");
  expectShape(mask.shape, outer, "maskRows: mask");
  const [rows, columns] = [sizeOf(outer), x.shape.at(-1) ?? 1];
  return bindKernel(
    maskingKernels,
    { where: "maskRows", reads: { x }, writes: { mask, y }, inPlace: ["x"] },
    ({ maskRows }, { x, mask, y }) => {
      return () => maskRows(rows, columns, value, x, mask, y);
    },
  );
}

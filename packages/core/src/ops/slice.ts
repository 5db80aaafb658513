import { expectShape, formatShape, type Shape } from "../shape.ts";
import { type Tensor, zeros } from "../tensor.ts";
import { runOnce } from "./bind.ts";
import { bindPlacing, part } from "./place.ts";
import type { Run } from "./run.ts";

/**
 * Binds out = the block of `x` that begins at `begin` and has the shape of `out`.
 *
 * @throws for a block that is not within `x`
 * @example
 * const out = zeros([1, 2]);
 * bindSlice({ out, x: tensor([[1, 2, 3], [4, 5, 6]]), begin: [1, 1] })();
 * toNested(out) // [[5, 6]]
 */
export function bindSlice(operands: {
  readonly out: Tensor;
  readonly x: Tensor;
  readonly begin: readonly number[];
}): Run {
  const { out, x, begin } = operands;
  expectBlock(x.shape, begin, out.shape);
  return bindPlacing([block(x, begin, out.shape)], [out]);
}

/**
 * The block of `x` that begins at `begin` and has the shape `size`, into `out` or a new tensor. Without
 * a size, or where it is −1, it goes to the end of the axis. A view of the same elements, without a
 * copy, is `x.hi(…).lo(…)`.
 *
 * @throws for a block that is not within `x`, and an `out` of another shape
 * @example
 * const x = tensor([[1, 2, 3], [4, 5, 6]]);
 * toNested(slice(x, [0, 1])) // [[2, 3], [5, 6]]
 * toNested(slice(x, [1, 0], [1, 2])) // [[4, 5]]
 * slice(x, [1, 0], [2, 2]) // throws slice: expected a block within [2, 3], got [2, 2] from [1, 0]
 */
export function slice(
  x: Tensor,
  begin: readonly number[],
  size: readonly number[] = begin.map(() => -1),
  options: { readonly out?: Tensor | undefined } = {},
): Tensor {
  const shape = size.map((n, axis) => (n === -1 ? x.shape[axis] - begin[axis] : n));
  expectBlock(x.shape, begin, shape);
  const { out = zeros(shape) } = options;
  expectShape(out.shape, shape, "slice: out");
  runOnce(() => bindSlice({ out, x, begin }));
  return out;
}

function block(x: Tensor, begin: readonly number[], size: Shape): Tensor {
  return size.reduce((view, extent, axis) => part(view, axis, begin[axis], extent), x);
}

function expectBlock(shape: Shape, begin: readonly number[], size: Shape): void {
  const fits =
    begin.length === shape.length &&
    size.length === shape.length &&
    shape.every(
      (extent, axis) =>
        Number.isInteger(begin[axis]) &&
        Number.isInteger(size[axis]) &&
        begin[axis] >= 0 &&
        size[axis] >= 0 &&
        begin[axis] + size[axis] <= extent,
    );
  if (fits) return;
  throw new RangeError(
    `slice: expected a block within ${formatShape(shape)}, got ${formatShape(size)} from ${formatShape(begin)}`,
  );
}

import { expectShape } from "../shape.ts";
import { type Tensor, zeros } from "../tensor.ts";
import { viewOf } from "../view.ts";
import { runOnce } from "./bind.ts";
import type { Joined } from "./concat.ts";
import { bindPlacing, part } from "./place.ts";
import { axesOf } from "./reduce.ts";
import type { Run } from "./run.ts";

/**
 * Binds out = the tensors along a new axis, as {@link stack}.
 *
 * @throws for no tensors, shapes that differ, and an `out` of another shape
 * @example
 * const out = zeros([2, 2]);
 * bindStack({ out, xs: [tensor([1, 2]), tensor([3, 4])], axis: 1 })();
 * toNested(out) // [[1, 3], [2, 4]]
 */
export function bindStack({ out, xs, axis = 0 }: Joined): Run {
  const along = axisOf(xs, axis);
  expectShape(out.shape, stackedShape(xs, along), "stack: out");
  const places = xs.map(({ shape }, i) => {
    const { data, stride, offset } = part(out, along, i, 1);
    return viewOf(data, shape, stride.toSpliced(along, 1), offset);
  });
  return bindPlacing(xs, places);
}

/**
 * Tensors of one shape along a new axis, by default a first one, into `out` or a new tensor.
 *
 * @throws for no tensors, shapes that differ, and an `out` of another shape
 * @example
 * toNested(stack([tensor([1, 2]), tensor([3, 4])])) // [[1, 2], [3, 4]]
 * toNested(stack([tensor([1, 2]), tensor([3, 4])], { axis: -1 })) // [[1, 3], [2, 4]]
 */
export function stack(
  xs: readonly Tensor[],
  options: { readonly axis?: number | undefined; readonly out?: Tensor | undefined } = {},
): Tensor {
  const { axis = 0 } = options;
  const { out = zeros(stackedShape(xs, axisOf(xs, axis))) } = options;
  runOnce(() => bindStack({ out, xs, axis }));
  return out;
}

function axisOf(xs: readonly Tensor[], axis: number): number {
  if (xs.length === 0) throw new RangeError("stack: xs: expected at least one tensor, got none");
  return axesOf(axis, xs[0].shape.length + 1, "stack")[0];
}

function stackedShape(xs: readonly Tensor[], axis: number): number[] {
  const [{ shape: first }] = xs;
  for (const [i, { shape }] of xs.entries()) expectShape(shape, first, `stack: xs[${i}]`);
  return first.toSpliced(axis, 0, xs.length);
}

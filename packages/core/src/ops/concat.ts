import { expectShape, formatShape } from "../shape.ts";
import { type Tensor, zeros } from "../tensor.ts";
import { runOnce } from "./bind.ts";
import { bindPlacing, part } from "./place.ts";
import { axesOf } from "./reduce.ts";
import type { Run } from "./run.ts";

/** What {@link bindConcat} and `bindStack` put together. */
export interface Joined {
  readonly out: Tensor;
  readonly xs: readonly Tensor[];
  /** Negative ones count from the last. Default 0. */
  readonly axis?: number | undefined;
}

/**
 * Binds out = the tensors one after another along an axis, as {@link concat}.
 *
 * @throws for no tensors, shapes that do not fit, and an `out` of another shape
 * @example
 * const out = zeros([2, 3]);
 * bindConcat({ out, xs: [tensor([[1], [4]]), tensor([[2, 3], [5, 6]])], axis: 1 })();
 * toNested(out) // [[1, 2, 3], [4, 5, 6]]
 */
export function bindConcat({ out, xs, axis = 0 }: Joined): Run {
  const [along] = axisOf(xs, axis);
  expectShape(out.shape, concatenatedShape(xs, along), "concat: out");
  let start = 0;
  const places = xs.map(({ shape }) => {
    const place = part(out, along, start, shape[along]);
    start += shape[along];
    return place;
  });
  return bindPlacing(xs, places);
}

/**
 * Tensors one after another along an axis, by default the first, into `out` or a new tensor.
 *
 * @throws for no tensors, shapes that differ elsewhere, and an `out` of another shape
 * @example
 * toNested(concat([tensor([1]), tensor([2, 3])])) // [1, 2, 3]
 * concat([zeros([1, 2]), zeros([1, 3])]) // throws concat: xs[1]: expected [n, 2], got [1, 3]
 */
export function concat(
  xs: readonly Tensor[],
  options: { readonly axis?: number | undefined; readonly out?: Tensor | undefined } = {},
): Tensor {
  const { axis = 0 } = options;
  const { out = zeros(concatenatedShape(xs, axisOf(xs, axis)[0])) } = options;
  runOnce(() => bindConcat({ out, xs, axis }));
  return out;
}

function axisOf(xs: readonly Tensor[], axis: number): number[] {
  if (xs.length === 0) throw new RangeError("concat: xs: expected at least one tensor, got none");
  if (xs[0].shape.length === 0) {
    throw new RangeError("concat: xs[0]: expected an axis to go along, got a scalar; use stack");
  }
  return axesOf(axis, xs[0].shape.length, "concat");
}

function concatenatedShape(xs: readonly Tensor[], axis: number): number[] {
  const [{ shape: first }] = xs;
  for (const [i, { shape }] of xs.entries()) {
    const fits =
      shape.length === first.length && shape.every((n, j) => j === axis || n === first[j]);
    if (!fits) {
      const expected = formatShape(first.map((n, j) => (j === axis ? "n" : n)));
      throw new RangeError(`concat: xs[${i}]: expected ${expected}, got ${formatShape(shape)}`);
    }
  }
  const extent = xs.reduce((sum, { shape }) => sum + shape[axis], 0);
  return first.map((n, j) => (j === axis ? extent : n));
}

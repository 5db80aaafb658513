import { expectShape } from "../shape.ts";
import { type Tensor, zeros } from "../tensor.ts";
import { viewOf } from "../view.ts";
import { bindMul } from "./arithmetic.ts";
import { runOnce } from "./bind.ts";
import type { Run } from "./run.ts";

/**
 * Binds out_ij = a_i·b_j.
 *
 *     a  [m]    b  [n]    out  [m, n]
 *
 * @throws for anything but two vectors, and an `out` of another shape
 * @example
 * const out = zeros([2, 2]);
 * bindOuter({ out, a: tensor([1, 2]), b: tensor([3, 4]) })();
 * toNested(out) // [[3, 4], [6, 8]]
 */
export function bindOuter(operands: {
  readonly out: Tensor;
  readonly a: Tensor;
  readonly b: Tensor;
}): Run {
  const { out, a, b } = operands;
  const [m] = expectShape(a.shape, ["m"], "outer: a");
  const [n] = expectShape(b.shape, ["n"], "outer: b");
  expectShape(out.shape, [m, n], "outer: out");
  const column = viewOf(a.data, [m, 1], [a.stride[0], 1], a.offset);
  return bindMul({ out, a: column, b });
}

/**
 * a_i·b_j for all i and j, into `out` or a new tensor [m, n].
 *
 * @throws for anything but two vectors, and an `out` of another shape
 * @example toNested(outer(tensor([1, 2]), tensor([3, 4]))) // [[3, 4], [6, 8]]
 */
export function outer(
  a: Tensor,
  b: Tensor,
  options: { readonly out?: Tensor | undefined } = {},
): Tensor {
  const [m] = expectShape(a.shape, ["m"], "outer: a");
  const [n] = expectShape(b.shape, ["n"], "outer: b");
  const { out = zeros([m, n]) } = options;
  runOnce(() => bindOuter({ out, a, b }));
  return out;
}

import { sumKernels } from "../kernels/sum/kernels.ts";
import { expectShape } from "../shape.ts";
import { type Tensor, zeros } from "../tensor.ts";
import { bindKernel, runOnce } from "./bind.ts";
import type { Run } from "./run.ts";

/**
 * Binds out = Σ a_i·b_i, as {@link dot}.
 *
 *     a, b  [n]    out  []
 *
 * @throws for anything but two vectors of one length, and an `out` that is no scalar
 * @example
 * const out = zeros([]);
 * bindDot({ out, a: tensor([1, 2]), b: tensor([3, 4]) })();
 * out.get() // 11
 */
export function bindDot(operands: {
  readonly out: Tensor;
  readonly a: Tensor;
  readonly b: Tensor;
}): Run {
  const { out, a, b } = operands;
  const [n] = expectShape(a.shape, ["n"], "dot: a", "use matmul for matrices");
  expectShape(b.shape, [n], "dot: b");
  expectShape(out.shape, [], "dot: out");
  const bound = { where: "dot", reads: { a, b }, writes: { out } };
  return bindKernel(sumKernels, bound, ({ dot }, { a, b, out }) => {
    return () => dot(n, a, b, out);
  });
}

/**
 * Σ a_i·b_i of two vectors, into `out` or a new scalar. Of nothing it is 0, among NaN it is NaN.
 *
 *     |error| ≤ 2⁻²⁴·(|Σ a·b| + 11·Σ|a·b|)        whatever the length, partial sums within float32
 *
 * @throws for anything but two vectors of one length, and an `out` that is no scalar
 * @example dot(tensor([1, 2]), tensor([3, 4])).get() // 11
 */
export function dot(
  a: Tensor,
  b: Tensor,
  options: { readonly out?: Tensor | undefined } = {},
): Tensor {
  const { out = zeros([]) } = options;
  runOnce(() => bindDot({ out, a, b }));
  return out;
}

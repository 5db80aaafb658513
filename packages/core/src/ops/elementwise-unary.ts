import type { KernelGroup } from "../kernels/kernels.ts";
import type { UnaryKernel } from "../kernels/unary/unary.ts";
import { expectShape } from "../shape.ts";
import { type Tensor, zeros } from "../tensor.ts";
import { bindKernel, runOnce } from "./bind.ts";
import { tensorOf } from "./elementwise-binary.ts";
import type { Run } from "./run.ts";

/** An operation on one tensor, or number, element by element. */
export type UnaryOperation = (
  x: Tensor | number,
  options?: { readonly out?: Tensor | undefined },
) => Tensor;

/** The bound form of an operation on one tensor; `out` has the shape of `x` and may be `x`. */
export type BindUnary = (operands: { readonly out: Tensor; readonly x: Tensor }) => Run;

/** The bound form of a kernel that takes (n, x, y). */
export function bindUnary<K>(
  where: string,
  group: KernelGroup<K>,
  pick: (kernels: K) => UnaryKernel,
): BindUnary {
  return ({ out, x }) => {
    const n = x.size;
    expectShape(out.shape, x.shape, `${where}: out`);
    const operands = { where, reads: { x }, writes: { out }, inPlace: ["x"] } as const;
    return bindKernel(group, operands, (kernels, { x, out }) => {
      const kernel = pick(kernels);
      return () => kernel(n, x, out);
    });
  };
}

/** The convenient form: a new tensor, or `out`. */
export function runUnary(where: string, bind: BindUnary): UnaryOperation {
  return (x, options = {}) => {
    const operand = tensorOf(x, `${where}: x`);
    const { out = zeros(operand.shape) } = options;
    runOnce(() => bind({ out, x: operand }));
    return out;
  };
}

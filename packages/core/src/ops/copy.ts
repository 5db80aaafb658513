import { copyKernels } from "../kernels/copy/kernels.ts";
import { expectShape } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { bindKernel } from "./bind.ts";
import type { Run } from "./run.ts";

/**
 * Binds out = x.
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
  const operands = { where: "copy", reads: { x }, writes: { out }, inPlace: ["x"] } as const;
  return bindKernel(copyKernels, operands, ({ copy }, { x, out }) => {
    return () => copy(n, x, out);
  });
}

import { gradientKernels } from "../kernels/gradient/kernels.ts";
import { expectShape } from "../shape.ts";
import { type Tensor, zeros } from "../tensor.ts";
import { bindKernel, runOnce } from "./bind.ts";
import type { Run } from "./run.ts";

/**
 * Binds out = min(max(x, low), high), element by element. NaN passes. Bounds may be infinite.
 *
 * @throws unless low ≤ high, and for an `out` of another shape
 * @example
 * const out = zeros([3]);
 * bindClip({ out, x: tensor([-2, 0, 2]), low: -1, high: 1 })();
 * toNested(out) // [-1, 0, 1]
 */
export function bindClip(operands: {
  readonly out: Tensor;
  readonly x: Tensor;
  readonly low: number;
  readonly high: number;
}): Run {
  const { out, x, low, high } = operands;
  if (!(low <= high)) throw new RangeError(`clip: expected low ≤ high, got ${low} and ${high}`);
  expectShape(out.shape, x.shape, "clip: out");
  const n = x.size;
  const bound = { where: "clip", reads: { x }, writes: { out }, inPlace: ["x"] } as const;
  return bindKernel(gradientKernels, bound, ({ clip }, { x, out }) => {
    return () => clip(n, x, out, low, high);
  });
}

/**
 * min(max(x, low), high), element by element, into `out` or a new tensor. NaN passes.
 *
 * @throws unless low ≤ high, and for an `out` of another shape
 * @example toNested(clip(tensor([-2, 0, 2]), -1, 1)) // [-1, 0, 1]
 */
export function clip(
  x: Tensor,
  low: number,
  high: number,
  options: { readonly out?: Tensor | undefined } = {},
): Tensor {
  const { out = zeros(x.shape) } = options;
  runOnce(() => bindClip({ out, x, low, high }));
  return out;
}

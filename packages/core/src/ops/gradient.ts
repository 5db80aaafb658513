import { gradientKernels } from "../kernels/gradient/kernels.ts";
import { expectShape } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { bindKernel } from "./bind.ts";
import type { Run } from "./run.ts";

/**
 * Binds result[0] = Σ x², which is not finite when a number of `x` is not, nor from |x| = 1.9e19
 * on, whose squares overflow in float32.
 *
 * @throws for views that reach beyond their data
 * @example
 * const result = new Float64Array(1);
 * bindSumOfSquares({ x: tensor([3, 4]), result })();
 * result[0] // 25
 */
export function bindSumOfSquares(operands: {
  readonly x: Tensor;
  readonly result: Float64Array;
}): Run {
  const { x, result } = operands;
  const n = x.size;
  const bound = { where: "sumOfSquares", reads: { x }, writes: {} } as const;
  return bindKernel(gradientKernels, bound, ({ sumOfSquares }, { x }) => {
    return () => {
      result[0] = sumOfSquares(n, x);
    };
  });
}

/**
 * Binds out = factor·x with a factor that may change between runs; `out` may be `x`.
 *
 * @throws for an `out` of another shape
 * @example
 * const x = tensor([1, 2]);
 * bindScale({ out: x, x, settings: { factor: 3 } })();
 * toNested(x) // [3, 6]
 */
export function bindScale(operands: {
  readonly out: Tensor;
  readonly x: Tensor;
  /** Read at every run. */
  readonly settings: { readonly factor: number };
}): Run {
  const { out, x, settings } = operands;
  const n = x.size;
  expectShape(out.shape, x.shape, "scale: out");
  const bound = { where: "scale", reads: { x }, writes: { out }, inPlace: ["x"] } as const;
  return bindKernel(gradientKernels, bound, ({ scale }, { x, out }) => {
    return () => scale(n, x, out, settings.factor);
  });
}

/**
 * Binds g ← g + l1·sign(w) + 2·l2·w, the slope of the penalty l1·Σ|w| + l2·Σw².
 *
 * @throws for shapes that differ
 * @example
 * const g = tensor([1, 1]);
 * bindPenalize({ w: tensor([2, -2]), g, l1: 0.5, l2: 0.25 })();
 * toNested(g) // [2.5, -0.5]
 */
export function bindPenalize(operands: {
  readonly w: Tensor;
  readonly g: Tensor;
  readonly l1: number;
  readonly l2: number;
}): Run {
  const { w, g, l1, l2 } = operands;
  const n = w.size;
  expectShape(g.shape, w.shape, "penalize: g");
  const bound = { where: "penalize", reads: { w }, writes: { g }, updates: ["g"] } as const;
  return bindKernel(gradientKernels, bound, ({ penalize }, { w, g }) => {
    return () => penalize(n, w, g, l1, l2);
  });
}

import { meanSquaredErrorKernels } from "../kernels/mean-squared-error/kernels.ts";
import { expectShape } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { bindKernel } from "./bind.ts";
import type { Run } from "./run.ts";

/**
 * Binds L = (1/n) Σ (y − t)² and, where `dy` is given, dy = 2·(y − t)/n.
 *
 *     y, target, dy  all of one shape with n elements; dy may be y    loss  [1]
 *
 * @throws for shapes that do not fit
 * @example
 * const [dy, loss] = [zeros([1]), zeros([1])];
 * bindMeanSquaredError({ y: tensor([3]), target: tensor([1]), dy, loss })();
 * [loss.get(0), dy.get(0)] // [4, 4]
 */
export function bindMeanSquaredError(operands: {
  readonly y: Tensor;
  readonly target: Tensor;
  readonly dy?: Tensor | undefined;
  readonly loss: Tensor;
}): Run {
  const { y, target, dy, loss } = operands;
  const n = y.size;
  expectShape(target.shape, y.shape, "meanSquaredError: target");
  if (dy) expectShape(dy.shape, y.shape, "meanSquaredError: dy");
  expectShape(loss.shape, [1], "meanSquaredError: loss");
  return bindKernel(
    meanSquaredErrorKernels,
    { where: "meanSquaredError", reads: { y, target }, writes: { dy, loss }, inPlace: ["y"] },
    ({ meanSquaredError }, { y, target, dy, loss }) => {
      return () => meanSquaredError(n, y, target, dy, loss);
    },
  );
}

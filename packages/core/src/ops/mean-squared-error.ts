import { meanSquaredErrorKernels } from "../kernels/mean-squared-error/kernels.ts";
import { expectShape, sizeOf } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { bindLoss } from "./loss.ts";
import type { Run } from "./run.ts";

/**
 * Binds L = (1/n) Σ (y − t)² and, where `dy` is given, dy = 2·(y − t)/n. With weights, w_i times the
 * terms of sample i.
 *
 *     y, target, dy  [batch, …], all of one shape with n elements; dy may be y
 *     weights  [batch]    loss  [1]
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
  readonly weights?: Tensor | undefined;
}): Run {
  const { y, target, dy, loss, weights } = operands;
  const [where, names] = ["meanSquaredError", ["y", "target"] as const];
  expectShape(target.shape, y.shape, `${where}: target`);
  const all = { x: y, target, dx: dy, loss, weights };
  const width = sizeOf(y.shape.slice(1));
  return bindLoss(meanSquaredErrorKernels, where, names, all, ({ meanSquaredError }) => {
    return (samples, y, t, dy, loss, weight) =>
      meanSquaredError(samples * width, y, t, dy, loss, weight);
  });
}

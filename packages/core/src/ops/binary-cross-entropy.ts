import { binaryCrossEntropyKernels } from "../kernels/binary-cross-entropy/kernels.ts";
import { expectShape, sizeOf } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { bindLoss } from "./loss.ts";
import type { Run } from "./run.ts";

/**
 * Binds binary cross-entropy from logits and, where `dz` is given, its gradient.
 *
 *     L = (1/n) Σ max(z, 0) − z·t + ln(1 + e^−|z|)        dz = (σ(z) − t)/n
 *
 *     z, target, dz  [batch, …], all of one shape with n elements; dz may be z
 *     weights  [batch]    loss  [1]
 *
 * With weights, w_i times the terms of sample i.
 *
 * @throws for shapes that do not fit
 * @example
 * const [dz, loss] = [zeros([1]), zeros([1])];
 * bindSigmoidBinaryCrossEntropy({ z: tensor([0]), target: tensor([1]), dz, loss })();
 * loss.get(0) // 0.693…
 * dz.get(0) // -0.5
 */
export function bindSigmoidBinaryCrossEntropy(operands: {
  readonly z: Tensor;
  readonly target: Tensor;
  readonly dz?: Tensor | undefined;
  readonly loss: Tensor;
  readonly weights?: Tensor | undefined;
}): Run {
  const { z, target, dz, loss, weights } = operands;
  const [where, names] = ["sigmoidBinaryCrossEntropy", ["z", "target"] as const];
  expectShape(target.shape, z.shape, `${where}: target`);
  const all = { x: z, target, dx: dz, loss, weights };
  const width = sizeOf(z.shape.slice(1));
  return bindLoss(binaryCrossEntropyKernels, where, names, all, ({ sigmoidBinaryCrossEntropy }) => {
    return (samples, z, t, dz, loss, weight) =>
      sigmoidBinaryCrossEntropy(samples * width, z, t, dz, loss, weight);
  });
}

/**
 * Binds binary cross-entropy from probabilities, clipped to [1e-7, 1 − 1e-7], and, where `dp` is
 * given, its gradient.
 *
 *     L = −(1/n) Σ t·ln p + (1 − t)·ln(1 − p)        dp = (p − t)/(p·(1 − p)·n), 0 where p is clipped
 *
 *     p, target, dp  [batch, …], all of one shape with n elements; dp may be p
 *     weights  [batch]    loss  [1]
 *
 * With weights, w_i times the terms of sample i.
 *
 * @throws for shapes that do not fit
 * @example
 * const [dp, loss] = [zeros([1]), zeros([1])];
 * bindBinaryCrossEntropy({ p: tensor([0.5]), target: tensor([1]), dp, loss })();
 * loss.get(0) // 0.693…
 * dp.get(0) // -2
 */
export function bindBinaryCrossEntropy(operands: {
  readonly p: Tensor;
  readonly target: Tensor;
  readonly dp?: Tensor | undefined;
  readonly loss: Tensor;
  readonly weights?: Tensor | undefined;
}): Run {
  const { p, target, dp, loss, weights } = operands;
  const [where, names] = ["binaryCrossEntropy", ["p", "target"] as const];
  expectShape(target.shape, p.shape, `${where}: target`);
  const all = { x: p, target, dx: dp, loss, weights };
  const width = sizeOf(p.shape.slice(1));
  return bindLoss(binaryCrossEntropyKernels, where, names, all, ({ binaryCrossEntropy }) => {
    return (samples, p, t, dp, loss, weight) =>
      binaryCrossEntropy(samples * width, p, t, dp, loss, weight);
  });
}

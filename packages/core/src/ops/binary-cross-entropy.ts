import { binaryCrossEntropyKernels } from "../kernels/binary-cross-entropy/kernels.ts";
import { expectShape } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { bindKernel } from "./bind.ts";
import type { Run } from "./run.ts";

/**
 * Binds binary cross-entropy from logits and, where `dz` is given, its gradient.
 *
 *     L = (1/n) Σ max(z, 0) − z·t + ln(1 + e^−|z|)        dz = (σ(z) − t)/n
 *
 *     z, target, dz  all of one shape with n elements; dz may be z    loss  [1]
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
}): Run {
  const { z, target, dz, loss } = operands;
  const n = z.size;
  expectShape(target.shape, z.shape, "sigmoidBinaryCrossEntropy: target");
  if (dz) expectShape(dz.shape, z.shape, "sigmoidBinaryCrossEntropy: dz");
  expectShape(loss.shape, [1], "sigmoidBinaryCrossEntropy: loss");
  return bindKernel(
    binaryCrossEntropyKernels,
    {
      where: "sigmoidBinaryCrossEntropy",
      reads: { z, target },
      writes: { dz, loss },
      inPlace: ["z"],
    },
    ({ sigmoidBinaryCrossEntropy }, { z, target, dz, loss }) => {
      return () => sigmoidBinaryCrossEntropy(n, z, target, dz, loss);
    },
  );
}

/**
 * Binds binary cross-entropy from probabilities, clipped to [1e-7, 1 − 1e-7], and, where `dp` is
 * given, its gradient.
 *
 *     L = −(1/n) Σ t·ln p + (1 − t)·ln(1 − p)        dp = (p − t)/(p·(1 − p)·n), 0 where p is clipped
 *
 *     p, target, dp  all of one shape with n elements; dp may be p    loss  [1]
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
}): Run {
  const { p, target, dp, loss } = operands;
  const n = p.size;
  expectShape(target.shape, p.shape, "binaryCrossEntropy: target");
  if (dp) expectShape(dp.shape, p.shape, "binaryCrossEntropy: dp");
  expectShape(loss.shape, [1], "binaryCrossEntropy: loss");
  return bindKernel(
    binaryCrossEntropyKernels,
    { where: "binaryCrossEntropy", reads: { p, target }, writes: { dp, loss }, inPlace: ["p"] },
    ({ binaryCrossEntropy }, { p, target, dp, loss }) => {
      return () => binaryCrossEntropy(n, p, target, dp, loss);
    },
  );
}

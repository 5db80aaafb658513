import { crossEntropyKernels } from "../kernels/cross-entropy/kernels.ts";
import { expectShape } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { bindKernel } from "./bind.ts";
import type { Run } from "./run.ts";

interface FromLogits {
  /** [rows, classes] */
  readonly z: Tensor;
  /** [rows, classes], overwritten; may be z. Left out where nobody needs the gradient. */
  readonly dz?: Tensor | undefined;
  /** [1], overwritten. */
  readonly loss: Tensor;
}

interface FromProbabilities {
  /** [rows, classes] */
  readonly p: Tensor;
  /** [rows, classes], overwritten; may be p. Left out where nobody needs the gradient. */
  readonly dp?: Tensor | undefined;
  /** [1], overwritten. */
  readonly loss: Tensor;
}

interface Distributions {
  /** [rows, classes] */
  readonly target: Tensor;
}

interface Labels {
  /** [rows], whole numbers from 0 to classes − 1; any other makes the loss NaN. */
  readonly labels: Tensor;
}

/**
 * Binds cross-entropy from logits.
 *
 *     L = (1/rows) Σ_i Σ_j t_ij·(ln Σ_c e^z_ic − z_ij)        dz = (softmax(z)·Σ_j t_ij − t)/rows
 *
 * @throws for shapes that do not fit
 * @example
 * const [dz, loss] = [zeros([1, 2]), zeros([1])];
 * bindSoftmaxCrossEntropy({ z: tensor([[3, 3]]), target: tensor([[1, 0]]), dz, loss })();
 * loss.get(0) // 0.693…
 * toNested(dz) // [[-0.5, 0.5]]
 */
export function bindSoftmaxCrossEntropy(operands: FromLogits & Distributions): Run {
  const { z, target, dz, loss } = operands;
  const [rows, classes] = matrices("softmaxCrossEntropy", { z, target, dz }, loss);
  return bindKernel(
    crossEntropyKernels,
    { where: "softmaxCrossEntropy", reads: { z, target }, writes: { dz, loss }, inPlace: ["z"] },
    ({ softmaxCrossEntropy }, { z, target, dz, loss }) => {
      return () => softmaxCrossEntropy(rows, classes, z, target, dz, loss);
    },
  );
}

/**
 * Binds cross-entropy from logits, with class numbers for targets.
 *
 *     L = (1/rows) Σ_i (ln Σ_c e^z_ic − z_i,label)        dz = (softmax(z) − onehot(label))/rows
 *
 * @throws for shapes that do not fit
 * @example
 * const [dz, loss] = [zeros([1, 2]), zeros([1])];
 * bindSparseSoftmaxCrossEntropy({ z: tensor([[3, 3]]), labels: tensor([0]), dz, loss })();
 * loss.get(0) // 0.693…
 * toNested(dz) // [[-0.5, 0.5]]
 */
export function bindSparseSoftmaxCrossEntropy(operands: FromLogits & Labels): Run {
  const { z, labels, dz, loss } = operands;
  const [rows, classes] = matrices("sparseSoftmaxCrossEntropy", { z, dz }, loss);
  expectShape(labels.shape, [rows], "sparseSoftmaxCrossEntropy: labels");
  return bindKernel(
    crossEntropyKernels,
    {
      where: "sparseSoftmaxCrossEntropy",
      reads: { z, labels },
      writes: { dz, loss },
      inPlace: ["z"],
    },
    ({ sparseSoftmaxCrossEntropy }, { z, labels, dz, loss }) => {
      return () => sparseSoftmaxCrossEntropy(rows, classes, z, labels, dz, loss);
    },
  );
}

/**
 * Binds cross-entropy from probabilities, clipped to [1e-7, 1 − 1e-7].
 *
 *     L = −(1/rows) Σ_i Σ_j t_ij·ln p_ij        dp_ij = −t_ij/(p_ij·rows), 0 where p_ij is clipped
 *
 * @throws for shapes that do not fit
 * @example
 * const [p, target] = [tensor([[0.5, 0.5]]), tensor([[1, 0]])];
 * const [dp, loss] = [zeros([1, 2]), zeros([1])];
 * bindCategoricalCrossEntropy({ p, target, dp, loss })();
 * loss.get(0) // 0.693…
 * dp.get(0, 0) // -2
 */
export function bindCategoricalCrossEntropy(operands: FromProbabilities & Distributions): Run {
  const { p, target, dp, loss } = operands;
  const [rows, classes] = matrices("categoricalCrossEntropy", { p, target, dp }, loss);
  return bindKernel(
    crossEntropyKernels,
    {
      where: "categoricalCrossEntropy",
      reads: { p, target },
      writes: { dp, loss },
      inPlace: ["p"],
    },
    ({ categoricalCrossEntropy }, { p, target, dp, loss }) => {
      return () => categoricalCrossEntropy(rows, classes, p, target, dp, loss);
    },
  );
}

/**
 * Binds cross-entropy from probabilities, clipped to [1e-7, 1 − 1e-7], with class numbers for
 * targets.
 *
 *     L = −(1/rows) Σ_i ln p_i,label        dp_i,label = −1/(p_i,label·rows), else 0
 *
 * @throws for shapes that do not fit
 * @example
 * const [p, labels] = [tensor([[0.5, 0.5]]), tensor([0])];
 * const [dp, loss] = [zeros([1, 2]), zeros([1])];
 * bindSparseCategoricalCrossEntropy({ p, labels, dp, loss })();
 * loss.get(0) // 0.693…
 * toNested(dp) // [[-2, 0]]
 */
export function bindSparseCategoricalCrossEntropy(operands: FromProbabilities & Labels): Run {
  const { p, labels, dp, loss } = operands;
  const [rows, classes] = matrices("sparseCategoricalCrossEntropy", { p, dp }, loss);
  expectShape(labels.shape, [rows], "sparseCategoricalCrossEntropy: labels");
  return bindKernel(
    crossEntropyKernels,
    {
      where: "sparseCategoricalCrossEntropy",
      reads: { p, labels },
      writes: { dp, loss },
      inPlace: ["p"],
    },
    ({ sparseCategoricalCrossEntropy }, { p, labels, dp, loss }) => {
      return () => sparseCategoricalCrossEntropy(rows, classes, p, labels, dp, loss);
    },
  );
}

/** Checks that all operands are [rows, classes], as the first says, and the loss [1]. */
function matrices(
  where: string,
  operands: Readonly<Record<string, Tensor | undefined>>,
  loss: Tensor,
): readonly [rows: number, classes: number] {
  let pattern: readonly (number | string)[] = ["rows", "classes"];
  for (const [name, x] of Object.entries(operands)) {
    if (x) pattern = expectShape(x.shape, pattern, `${where}: ${name}`);
  }
  expectShape(loss.shape, [1], `${where}: loss`);
  return pattern as readonly [number, number];
}

import { crossEntropyKernels } from "../kernels/cross-entropy/kernels.ts";
import { expectShape } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { bindLoss, rowsOf } from "./loss.ts";
import type { Run } from "./run.ts";

interface Common {
  /** [1], overwritten. */
  readonly loss: Tensor;
  /** [batch]: the terms of sample i count w_i times. */
  readonly weights?: Tensor | undefined;
}

interface FromLogits extends Common {
  /** [batch, …, classes]; each of its rows, along the last axis, is one distribution. */
  readonly z: Tensor;
  /** Like z, overwritten; may be z. Left out where nobody needs the gradient. */
  readonly dz?: Tensor | undefined;
}

interface FromProbabilities extends Common {
  /** [batch, …, classes]; each of its rows, along the last axis, is one distribution. */
  readonly p: Tensor;
  /** Like p, overwritten; may be p. Left out where nobody needs the gradient. */
  readonly dp?: Tensor | undefined;
}

interface Distributions {
  /** [batch, …, classes] */
  readonly target: Tensor;
}

interface Labels {
  /** [batch, …], whole numbers from 0 to classes − 1; any other makes the loss NaN. */
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
  const { z, target, dz, loss, weights } = operands;
  const [where, names] = ["softmaxCrossEntropy", ["z", "target"] as const];
  const [rows, classes] = rowsOf(z.shape, `${where}: z`);
  expectShape(target.shape, z.shape, `${where}: target`);
  const all = { x: z, target, dx: dz, loss, weights };
  return bindLoss(crossEntropyKernels, where, names, all, ({ softmaxCrossEntropy }) => {
    return (samples, z, t, dz, loss, weight) =>
      softmaxCrossEntropy(samples * rows, classes, z, t, dz, loss, weight);
  });
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
  const { z, labels, dz, loss, weights } = operands;
  const [where, names] = ["sparseSoftmaxCrossEntropy", ["z", "labels"] as const];
  const [rows, classes] = rowsOf(z.shape, `${where}: z`);
  expectShape(labels.shape, z.shape.slice(0, -1), `${where}: labels`);
  const all = { x: z, target: labels, dx: dz, loss, weights };
  return bindLoss(crossEntropyKernels, where, names, all, ({ sparseSoftmaxCrossEntropy }) => {
    return (samples, z, t, dz, loss, weight) =>
      sparseSoftmaxCrossEntropy(samples * rows, classes, z, t, dz, loss, weight);
  });
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
  const { p, target, dp, loss, weights } = operands;
  const [where, names] = ["categoricalCrossEntropy", ["p", "target"] as const];
  const [rows, classes] = rowsOf(p.shape, `${where}: p`);
  expectShape(target.shape, p.shape, `${where}: target`);
  const all = { x: p, target, dx: dp, loss, weights };
  return bindLoss(crossEntropyKernels, where, names, all, ({ categoricalCrossEntropy }) => {
    return (samples, p, t, dp, loss, weight) =>
      categoricalCrossEntropy(samples * rows, classes, p, t, dp, loss, weight);
  });
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
  const { p, labels, dp, loss, weights } = operands;
  const [where, names] = ["sparseCategoricalCrossEntropy", ["p", "labels"] as const];
  const [rows, classes] = rowsOf(p.shape, `${where}: p`);
  expectShape(labels.shape, p.shape.slice(0, -1), `${where}: labels`);
  const all = { x: p, target: labels, dx: dp, loss, weights };
  return bindLoss(crossEntropyKernels, where, names, all, ({ sparseCategoricalCrossEntropy }) => {
    return (samples, p, t, dp, loss, weight) =>
      sparseCategoricalCrossEntropy(samples * rows, classes, p, t, dp, loss, weight);
  });
}

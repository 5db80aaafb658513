import { batchNormKernels } from "../kernels/batch-norm/kernels.ts";
import { expectShape, formatShape } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { bindKernel } from "./bind.ts";
import type { Run } from "./run.ts";

/** Statistics of the columns of x [..., columns]: along the last axis, over all others. */
interface Statistics {
  readonly x: Tensor;
  /** [columns] */
  readonly mean: Tensor;
  /** [columns], of all rows: divided by their number, not one less. */
  readonly variance: Tensor;
}

/**
 * Binds mean and variance of every column.
 *
 *     m = (1/rows) Σ x        v = (1/rows) Σ (x − m)²
 *
 *     x  [..., columns]    mean, variance  [columns]
 *
 * @throws for shapes that do not fit
 * @example
 * const [mean, variance] = [zeros([2]), zeros([2])];
 * bindMoments({ x: tensor([[1, 5], [3, 5]]), mean, variance })();
 * [toNested(mean), toNested(variance)] // [[2, 5], [1, 0]]
 */
export function bindMoments({ x, mean, variance }: Statistics): Run {
  const [rows, columns] = columnsOf("moments", x);
  expectVectors("moments", columns, { mean, variance });
  return bindKernel(
    batchNormKernels,
    { where: "moments", reads: { x }, writes: { mean, variance } },
    ({ moments }, { x, mean, variance }) => {
      return () => moments(rows, columns, x, mean, variance);
    },
  );
}

/**
 * Binds out = γ·(x − m)/√(v + ε) + β, column by column.
 *
 *     x, out  [..., columns]; out may be x    mean, variance, gamma, beta  [columns]
 *
 * @param gamma 1 where it is left out
 * @param beta 0 where it is left out
 * @throws for shapes that do not fit
 * @example
 * const out = zeros([1, 2]);
 * const [mean, variance] = [tensor([1, 5]), tensor([4, 0.25])];
 * bindBatchNorm({ out, x: tensor([[3, 5]]), mean, variance, epsilon: 0 })();
 * toNested(out) // [[1, 0]]
 */
export function bindBatchNorm(
  operands: Statistics & {
    readonly out: Tensor;
    readonly gamma?: Tensor | undefined;
    readonly beta?: Tensor | undefined;
    readonly epsilon: number;
  },
): Run {
  const { out, x, mean, variance, gamma, beta, epsilon } = operands;
  const where = "batchNorm";
  const [rows, columns] = columnsOf(where, x);
  expectShape(out.shape, x.shape, `${where}: out`);
  expectVectors(where, columns, { mean, variance, gamma, beta });
  return bindKernel(
    batchNormKernels,
    { where, reads: { x, mean, variance, gamma, beta }, writes: { out }, inPlace: ["x"] },
    ({ batchNorm }, { x, mean, variance, gamma, beta, out }) => {
      return () => batchNorm(rows, columns, x, out, mean, variance, gamma, beta, epsilon);
    },
  );
}

/**
 * Binds the backward pass of {@link bindBatchNorm} through the moments of x itself.
 *
 *     dβ += Σ dy    dγ += Σ dy·x̂    dx = γ/√(v + ε)·(dy − (1/rows) Σ dy − x̂·(1/rows) Σ dy·x̂)
 *
 *     x, dy, dx  [..., columns]; dx may be dy    the others  [columns]
 *
 * @throws for shapes that do not fit
 * @example
 * const [dx, dbeta] = [zeros([2, 1]), zeros([1])];
 * const [x, dy] = [tensor([[1], [3]]), tensor([[1], [0]])];
 * const [mean, variance] = [tensor([2]), tensor([1])];
 * bindBatchNormBackward({ dx, x, dy, mean, variance, dbeta, epsilon: 0 })();
 * [toNested(dx), toNested(dbeta)] // [[[0], [0]], [1]]
 */
export function bindBatchNormBackward(
  operands: Statistics & {
    readonly dy: Tensor;
    readonly dx?: Tensor | undefined;
    readonly gamma?: Tensor | undefined;
    readonly dgamma?: Tensor | undefined;
    readonly dbeta?: Tensor | undefined;
    readonly epsilon: number;
  },
): Run {
  const { dx, x, dy, mean, variance, gamma, dgamma, dbeta, epsilon } = operands;
  const where = "batchNorm";
  const [rows, columns] = columnsOf(where, x);
  expectShape(dy.shape, x.shape, `${where}: dy`);
  if (dx) expectShape(dx.shape, x.shape, `${where}: dx`);
  expectVectors(where, columns, { mean, variance, gamma, dgamma, dbeta });
  return bindKernel(
    batchNormKernels,
    {
      where,
      reads: { x, dy, mean, variance, gamma },
      writes: { dx, dgamma, dbeta },
      inPlace: ["dy"],
      updates: ["dgamma", "dbeta"],
      scratch: { sums: 2 * columns },
    },
    ({ batchNormBackward }, at) => {
      const { x, dy, dx, mean, variance, gamma, dgamma, dbeta, sums } = at;
      return () =>
        batchNormBackward(
          rows, columns, x, dy, dx, mean, variance, gamma, dgamma, dbeta, sums, epsilon,
        ); // biome-ignore format: one line
    },
  );
}

/**
 * Binds out += share·(x − out): a running mean with the momentum 1 − share.
 *
 * @throws for shapes that differ
 * @example
 * const out = tensor([1, 2]);
 * bindBlend({ out, x: tensor([3, 2]), share: 0.5 })();
 * toNested(out) // [2, 2]
 */
export function bindBlend(operands: {
  readonly out: Tensor;
  readonly x: Tensor;
  readonly share: number;
}): Run {
  const { out, x, share } = operands;
  expectShape(out.shape, x.shape, "blend: out");
  const n = x.size;
  return bindKernel(
    batchNormKernels,
    { where: "blend", reads: { x }, writes: { out }, updates: ["out"] },
    ({ blend }, { x, out }) => {
      return () => blend(n, x, out, share);
    },
  );
}

/** Rows and columns of x. @throws for a scalar */
function columnsOf(where: string, { shape, size }: Tensor): [rows: number, columns: number] {
  const columns = shape.at(-1);
  if (columns === undefined) {
    throw new RangeError(`${where}: x: expected [..., columns], got ${formatShape(shape)}`);
  }
  return [columns === 0 ? 0 : size / columns, columns];
}

function expectVectors(
  where: string,
  columns: number,
  vectors: Readonly<Record<string, Tensor | undefined>>,
): void {
  for (const [name, vector] of Object.entries(vectors)) {
    if (vector) expectShape(vector.shape, [columns], `${where}: ${name}`);
  }
}

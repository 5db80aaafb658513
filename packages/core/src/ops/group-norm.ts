import { groupNormKernels } from "../kernels/group-norm/kernels.ts";
import { expectShape, formatShape, sizeOf } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { bindKernel } from "./bind.ts";
import type { Run } from "./run.ts";

/** What is normalized within each sample. */
export interface GroupNormalization {
  /** [samples, …, channels] */
  readonly x: Tensor;
  /** [samples, groups, 2]: mean and inverse deviation of each, written forward and read backward. */
  readonly stats: Tensor;
  /** [channels]; 1 where it is left out. */
  readonly gamma?: Tensor | undefined;
  /** False takes 0 for the mean, as RMS normalization does. Default true. */
  readonly centered?: boolean | undefined;
}

/**
 * Binds normalization over all axes of a sample but the groups that its channels form. One group
 * over [rows, channels] is layer normalization; as many as channels is instance normalization.
 *
 *     out = γ·x̂ + β    x̂ = (x − m)·r    m = (1/n) Σ x, or 0    r = 1/√((1/n) Σ (x − m)² + ε)
 *
 *     x, out  [samples, …, channels]; out may be x    gamma, beta  [channels]
 *     stats  [samples, groups, 2], of which each sum is over the n numbers of a sample and group
 *
 * @param beta 0 where it is left out
 * @throws for shapes that do not fit, and groups that do not divide the channels
 * @example
 * const [out, stats] = [zeros([1, 2]), zeros([1, 1, 2])];
 * bindGroupNorm({ out, x: tensor([[1, 3]]), stats, epsilon: 0 })();
 * [toNested(out), toNested(stats)] // [[[-1, 1]], [[[2, 1]]]]
 */
export function bindGroupNorm(
  operands: GroupNormalization & {
    readonly out: Tensor;
    readonly beta?: Tensor | undefined;
    readonly epsilon: number;
  },
): Run {
  const { out, x, stats, gamma, beta, epsilon } = operands;
  const [samples, positions, groups, width] = extents(operands, { gamma, beta });
  expectShape(out.shape, x.shape, "groupNorm: out");
  const centered = Number(operands.centered ?? true);
  return bindKernel(
    groupNormKernels,
    { where: "groupNorm", reads: { x, gamma, beta }, writes: { out, stats }, inPlace: ["x"] },
    ({ groupNorm }, { x, out, gamma, beta, stats }) => {
      return () =>
        groupNorm(
          samples, positions, groups, width, x, out, gamma, beta, stats, epsilon, centered,
        ); // biome-ignore format: one line
    },
  );
}

/**
 * Binds the backward pass of {@link bindGroupNorm}.
 *
 *     dβ += Σ dy    dγ += Σ dy·x̂    dx = r·(g − (1/n) Σ g, if centered, − x̂·(1/n) Σ g·x̂)    g = γ·dy
 *
 *     x, dy, dx  [samples, …, channels]; dx may be dy    gamma, dgamma, dbeta  [channels]
 *
 * @throws for shapes that do not fit, and groups that do not divide the channels
 * @example
 * const [dx, dbeta] = [zeros([1, 2]), zeros([2])];
 * const [x, stats] = [tensor([[1, 3]]), tensor([[[2, 1]]])];
 * bindGroupNormBackward({ dx, x, dy: tensor([[1, 0]]), stats, dbeta })();
 * [toNested(dx), toNested(dbeta)] // [[[0, 0]], [1, 0]]
 */
export function bindGroupNormBackward(
  operands: GroupNormalization & {
    readonly dy: Tensor;
    readonly dx?: Tensor | undefined;
    readonly dgamma?: Tensor | undefined;
    readonly dbeta?: Tensor | undefined;
  },
): Run {
  const { dx, x, dy, stats, gamma, dgamma, dbeta } = operands;
  const [samples, positions, groups, width] = extents(operands, { gamma, dgamma, dbeta });
  expectShape(dy.shape, x.shape, "groupNorm: dy");
  if (dx) expectShape(dx.shape, x.shape, "groupNorm: dx");
  const centered = Number(operands.centered ?? true);
  return bindKernel(
    groupNormKernels,
    {
      where: "groupNorm",
      reads: { x, dy, stats, gamma },
      writes: { dx, dgamma, dbeta },
      inPlace: ["dy"],
      updates: ["dgamma", "dbeta"],
    },
    ({ groupNormBackward }, { x, dy, dx, gamma, dgamma, dbeta, stats }) => {
      return () =>
        groupNormBackward(
          samples, positions, groups, width, x, dy, dx, gamma, dgamma, dbeta, stats, centered,
        ); // biome-ignore format: one line
    },
  );
}

function extents(
  { x, stats }: GroupNormalization,
  vectors: Readonly<Record<string, Tensor | undefined>>,
): readonly [samples: number, positions: number, groups: number, width: number] {
  const [samples, channels] = [x.shape[0], x.shape.at(-1)];
  if (x.shape.length < 2 || samples === undefined || channels === undefined) {
    throw new RangeError(
      `groupNorm: x: expected [samples, …, channels], got ${formatShape(x.shape)}`,
    );
  }
  const [, groups] = expectShape(stats.shape, [samples, "groups", 2], "groupNorm: stats");
  if (groups === 0 || channels % groups !== 0) {
    throw new RangeError(
      `groupNorm: expected groups that divide the ${channels} channels, got ${groups}`,
    );
  }
  for (const [name, vector] of Object.entries(vectors)) {
    if (vector) expectShape(vector.shape, [channels], `groupNorm: ${name}`);
  }
  return [samples, sizeOf(x.shape.slice(1, -1)), groups, channels / groups];
}

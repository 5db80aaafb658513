import { pointwiseLossKernels } from "../kernels/pointwise-loss/kernels.ts";
import type { PointwiseLoss } from "../kernels/pointwise-loss/pointwise-loss.ts";
import { expectShape, sizeOf } from "../shape.ts";
import { show } from "../show.ts";
import type { Tensor } from "../tensor.ts";
import { bindLoss } from "./loss.ts";
import type { Run } from "./run.ts";

/** What a loss of outputs and targets of one shape is bound to. */
export interface PairLossOperands {
  /** [batch, …], n elements */
  readonly y: Tensor;
  /** Like y. */
  readonly target: Tensor;
  /** Like y, overwritten; may be y. Left out where nobody needs the gradient. */
  readonly dy?: Tensor | undefined;
  /** [1], overwritten. */
  readonly loss: Tensor;
  /** [batch]: the terms of sample i count w_i times. */
  readonly weights?: Tensor | undefined;
}

/**
 * Binds the mean absolute error.
 *
 *     L = (1/n) Σ |y − t|        dy = sign(y − t)/n
 *
 * @throws for shapes that do not fit
 * @example
 * const [dy, loss] = [zeros([2]), zeros([1])];
 * bindMeanAbsoluteError({ y: tensor([3, 0]), target: tensor([1, 1]), dy, loss })();
 * loss.get(0) // 1.5
 * toNested(dy) // [0.5, -0.5]
 */
export function bindMeanAbsoluteError(operands: PairLossOperands): Run {
  return bindPointwise("meanAbsoluteError", operands, (kernels) => kernels.absoluteError);
}

/**
 * Binds the Huber loss: squares near 0, straight beyond ±δ.
 *
 *     L = (1/n) Σ (|d| ≤ δ ? ½d² : δ·(|d| − ½δ))        dy = min(max(d, −δ), δ)/n        d = y − t
 *
 * P. J. Huber, "Robust Estimation of a Location Parameter", Annals of Statistics 53, 1964.
 *
 * @throws for shapes that do not fit, and a δ that is not above 0
 * @example
 * const loss = zeros([1]);
 * bindHuber({ y: tensor([3, 1]), target: tensor([0, 0]), loss, delta: 1 })();
 * loss.get(0) // 1.5
 */
export function bindHuber(operands: PairLossOperands & { readonly delta: number }): Run {
  const { delta } = operands;
  if (!(delta > 0 && delta < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`huber: delta: expected a finite number above 0, got ${show(delta)}`);
  }
  return bindPointwise("huber", operands, ({ huber }) => {
    return (n, y, t, dy, loss, weight) => huber(n, y, t, dy, loss, weight, delta);
  });
}

/**
 * Binds the mean logarithm of the hyperbolic cosine of the error: nearly ½d² near 0, |d| − ln 2 far
 * out.
 *
 *     L = (1/n) Σ ln cosh(y − t)        dy = tanh(y − t)/n
 *
 * @throws for shapes that do not fit
 * @example
 * const loss = zeros([1]);
 * bindLogCosh({ y: tensor([1]), target: tensor([0]), loss })();
 * loss.get(0) // 0.433…
 */
export function bindLogCosh(operands: PairLossOperands): Run {
  return bindPointwise("logCosh", operands, (kernels) => kernels.logCosh);
}

/**
 * Binds the hinge loss, for targets −1 and 1.
 *
 *     L = (1/n) Σ max(1 − t·y, 0)        dy = −t/n where that is above 0, else 0
 *
 * @throws for shapes that do not fit
 * @example
 * const loss = zeros([1]);
 * bindHinge({ y: tensor([0.5, -3]), target: tensor([1, -1]), loss })();
 * loss.get(0) // 0.25
 */
export function bindHinge(operands: PairLossOperands): Run {
  return bindPointwise("hinge", operands, (kernels) => kernels.hinge);
}

/**
 * Binds the squared hinge loss, for targets −1 and 1.
 *
 *     L = (1/n) Σ max(1 − t·y, 0)²        dy = −2t·max(1 − t·y, 0)/n
 *
 * @throws for shapes that do not fit
 * @example
 * const loss = zeros([1]);
 * bindSquaredHinge({ y: tensor([0.5, -3]), target: tensor([1, -1]), loss })();
 * loss.get(0) // 0.125
 */
export function bindSquaredHinge(operands: PairLossOperands): Run {
  return bindPointwise("squaredHinge", operands, (kernels) => kernels.squaredHinge);
}

/**
 * Binds the loss of a Poisson rate y against counts t, without the part that only t determines.
 *
 *     L = (1/n) Σ y − t·ln(y + ε)        dy = (1 − t/(y + ε))/n        ε = 1e-7
 *
 * NaN for rates below 0.
 *
 * @throws for shapes that do not fit
 * @example
 * const loss = zeros([1]);
 * bindPoisson({ y: tensor([2]), target: tensor([3]), loss })();
 * loss.get(0) // -0.0794…
 */
export function bindPoisson(operands: PairLossOperands): Run {
  return bindPointwise("poisson", operands, (kernels) => kernels.poisson);
}

/**
 * Binds the Kullback-Leibler divergence of predicted distributions p from given ones t, along the
 * last axis. p is clipped to [1e-7, 1].
 *
 *     L = (1/rows) Σ t·ln(t/p)        dp = −t/(p·rows), 0 where p is clipped
 *
 *     p, t  [batch, …, classes], all 0 or more
 *
 * @throws for shapes that do not fit
 * @example
 * const loss = zeros([1]);
 * bindKullbackLeibler({ y: tensor([[0.5, 0.5]]), target: tensor([[1, 0]]), loss })();
 * loss.get(0) // 0.693…
 */
export function bindKullbackLeibler(operands: PairLossOperands): Run {
  const classes = operands.y.shape.at(-1) ?? 1;
  return bindPointwise("kullbackLeibler", operands, ({ divergence }) => {
    return (n, y, t, dy, loss, weight) => divergence(n, y, t, dy, loss, weight * classes);
  });
}

function bindPointwise(
  where: string,
  { y, target, dy, loss, weights }: PairLossOperands,
  pick: (kernels: PointwiseLoss) => PointwiseLoss["logCosh"],
): Run {
  expectShape(target.shape, y.shape, `${where}: target`);
  const width = sizeOf(y.shape.slice(1));
  const operands = { x: y, target, dx: dy, loss, weights };
  return bindLoss(pointwiseLossKernels, where, ["y", "target"], operands, (kernels) => {
    const kernel = pick(kernels);
    return (samples, y, t, dy, loss, weight) => kernel(samples * width, y, t, dy, loss, weight);
  });
}

import { sgdKernels } from "../kernels/sgd/kernels.ts";
import { expectShape } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { bindKernel } from "./bind.ts";
import type { Run } from "./run.ts";

/** What {@link bindSgd} reads at every run; may change between runs. */
export interface SgdSettings {
  learningRate: number;
  momentum: number;
  nesterov: boolean;
}

/**
 * Binds one step of stochastic gradient descent; without a velocity plain w ← w − η·g.
 *
 *     v ← μ·v + g        w ← w − η·v        Nesterov: w ← w − η·(g + μ·v)
 *
 *     w, g, velocity  all of one shape; the velocity v starts at 0
 *
 * @throws for shapes that differ
 * @example
 * const w = tensor([1]);
 * const settings = { learningRate: 0.25, momentum: 0, nesterov: false };
 * bindSgd({ w, g: tensor([2]), settings })();
 * w.get(0) // 0.5
 */
export function bindSgd(operands: {
  readonly w: Tensor;
  readonly g: Tensor;
  readonly velocity?: Tensor | undefined;
  readonly settings: Readonly<SgdSettings>;
}): Run {
  const { w, g, velocity, settings } = operands;
  const n = w.size;
  expectShape(g.shape, w.shape, "sgd: g");
  if (velocity) expectShape(velocity.shape, w.shape, "sgd: velocity");
  return bindKernel(
    sgdKernels,
    { where: "sgd", reads: { g }, writes: { w, velocity }, updates: ["w", "velocity"] },
    ({ sgd }, { w, g, velocity }) => {
      return () => {
        const { learningRate, momentum, nesterov } = settings;
        sgd(n, w, g, velocity, learningRate, momentum, nesterov ? 1 : 0);
      };
    },
  );
}

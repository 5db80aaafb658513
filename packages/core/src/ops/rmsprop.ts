import { rmspropKernels } from "../kernels/rmsprop/kernels.ts";
import { expectShape } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { bindKernel } from "./bind.ts";
import type { Run } from "./run.ts";

/** What {@link bindRmsprop} reads at every run; may change between runs. */
export interface RmspropSettings {
  /** η */
  learningRate: number;
  /** ρ */
  rho: number;
  /** ε */
  epsilon: number;
  /** μ; only with a velocity */
  momentum: number;
}

/**
 * Binds one step of RMSprop.
 *
 *     v ← ρ·v + (1 − ρ)·g²        s = g / (√v + ε)        w ← w − η·s
 *
 *     centered, with a mean       mean ← ρ·mean + (1 − ρ)·g, and v − mean² in the place of v
 *     with a velocity u           u ← μ·u + s        w ← w − η·u
 *
 *     w, g, v, mean, velocity  all of one shape; what it remembers starts at 0
 *
 * T. Tieleman, G. Hinton, "Lecture 6.5: rmsprop", 2012.
 *
 * @throws for shapes that differ
 * @example
 * const [w, v] = [tensor([1]), tensor([28])];
 * const settings = { learningRate: 0.5, rho: 0.5, epsilon: 0, momentum: 0 };
 * bindRmsprop({ w, g: tensor([2]), v, settings })();
 * [w.get(0), v.get(0)] // [0.75, 16]
 */
export function bindRmsprop(operands: {
  readonly w: Tensor;
  readonly g: Tensor;
  readonly v: Tensor;
  readonly mean?: Tensor | undefined;
  readonly velocity?: Tensor | undefined;
  readonly settings: Readonly<RmspropSettings>;
}): Run {
  const { w, g, v, mean, velocity, settings } = operands;
  const n = w.size;
  expectShape(g.shape, w.shape, "rmsprop: g");
  expectShape(v.shape, w.shape, "rmsprop: v");
  if (mean) expectShape(mean.shape, w.shape, "rmsprop: mean");
  if (velocity) expectShape(velocity.shape, w.shape, "rmsprop: velocity");
  return bindKernel(
    rmspropKernels,
    {
      where: "rmsprop",
      reads: { g },
      writes: { w, v, mean, velocity },
      updates: ["w", "v", "mean", "velocity"],
    },
    ({ rmsprop }, { w, g, v, mean, velocity }) => {
      return () => {
        const { learningRate, rho, epsilon, momentum } = settings;
        rmsprop(n, w, g, v, mean, velocity, learningRate, rho, epsilon, momentum);
      };
    },
  );
}

import { adamaxKernels } from "../kernels/adamax/kernels.ts";
import { expectShape } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { bindKernel } from "./bind.ts";
import type { Run } from "./run.ts";

/** What {@link bindAdamax} reads at every run; may change between runs. */
export interface AdamaxSettings {
  /** η/(1 − β₁ᵗ) for step t */
  stepSize: number;
  beta1: number;
  beta2: number;
  epsilon: number;
}

/**
 * Binds one step of Adamax.
 *
 *     m ← β₁·m + (1 − β₁)·g        u ← max(β₂·u, |g|)        w ← w − stepSize·m / (u + ε)
 *
 *     w, g, m, u  all of one shape; m and u start at 0
 *
 * D. Kingma, J. Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015, algorithm 2.
 *
 * @throws for shapes that differ
 * @example
 * const [w, m, u] = [tensor([1]), tensor([6]), tensor([8])];
 * const settings = { stepSize: 0.5, beta1: 0.5, beta2: 0.5, epsilon: 0 };
 * bindAdamax({ w, g: tensor([2]), m, u, settings })();
 * [w.get(0), m.get(0), u.get(0)] // [0.5, 4, 4]
 */
export function bindAdamax(operands: {
  readonly w: Tensor;
  readonly g: Tensor;
  readonly m: Tensor;
  readonly u: Tensor;
  readonly settings: Readonly<AdamaxSettings>;
}): Run {
  const { w, g, m, u, settings } = operands;
  const n = w.size;
  expectShape(g.shape, w.shape, "adamax: g");
  expectShape(m.shape, w.shape, "adamax: m");
  expectShape(u.shape, w.shape, "adamax: u");
  return bindKernel(
    adamaxKernels,
    { where: "adamax", reads: { g }, writes: { w, m, u }, updates: ["w", "m", "u"] },
    ({ adamax }, { w, g, m, u }) => {
      return () => {
        const { stepSize, beta1, beta2, epsilon } = settings;
        adamax(n, w, g, m, u, stepSize, beta1, beta2, epsilon);
      };
    },
  );
}

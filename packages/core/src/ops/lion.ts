import { lionKernels } from "../kernels/lion/kernels.ts";
import { expectShape } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { bindKernel } from "./bind.ts";
import type { Run } from "./run.ts";

/** What {@link bindLion} reads at every run; may change between runs. */
export interface LionSettings {
  /** η */
  learningRate: number;
  beta1: number;
  beta2: number;
}

/**
 * Binds one step of Lion.
 *
 *     c = β₁·m + (1 − β₁)·g        w ← w − η·sign(c)        m ← β₂·m + (1 − β₂)·g
 *
 *     w, g, m  all of one shape; m starts at 0
 *
 * X. Chen et al., "Symbolic Discovery of Optimization Algorithms", NeurIPS 2023.
 *
 * @throws for shapes that differ
 * @example
 * const [w, m] = [tensor([1]), tensor([1])];
 * const settings = { learningRate: 0.25, beta1: 0.5, beta2: 0.75 };
 * bindLion({ w, g: tensor([-3]), m, settings })();
 * [w.get(0), m.get(0)] // [1.25, 0]
 */
export function bindLion(operands: {
  readonly w: Tensor;
  readonly g: Tensor;
  readonly m: Tensor;
  readonly settings: Readonly<LionSettings>;
}): Run {
  const { w, g, m, settings } = operands;
  const n = w.size;
  expectShape(g.shape, w.shape, "lion: g");
  expectShape(m.shape, w.shape, "lion: m");
  return bindKernel(
    lionKernels,
    { where: "lion", reads: { g }, writes: { w, m }, updates: ["w", "m"] },
    ({ lion }, { w, g, m }) => {
      return () => {
        const { learningRate, beta1, beta2 } = settings;
        lion(n, w, g, m, learningRate, beta1, beta2);
      };
    },
  );
}

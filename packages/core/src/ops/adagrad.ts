import { adagradKernels } from "../kernels/adagrad/kernels.ts";
import { expectShape } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { bindKernel } from "./bind.ts";
import type { Run } from "./run.ts";

/** What {@link bindAdagrad} reads at every run; may change between runs. */
export interface AdagradSettings {
  /** η */
  learningRate: number;
  /** What the sum of squares starts from; it is never in `sum`. */
  initial: number;
  /** ε */
  epsilon: number;
}

/**
 * Binds one step of Adagrad.
 *
 *     sum ← sum + g²        w ← w − η·g / (√(initial + sum) + ε)
 *
 *     w, g, sum  all of one shape; the sum starts at 0
 *
 * J. Duchi, E. Hazan, Y. Singer, "Adaptive Subgradient Methods for Online Learning and Stochastic
 * Optimization", JMLR 12, 2011.
 *
 * @throws for shapes that differ
 * @example
 * const [w, sum] = [tensor([1]), tensor([28])];
 * const settings = { learningRate: 2, initial: 20, epsilon: 8 };
 * bindAdagrad({ w, g: tensor([4]), sum, settings })();
 * [w.get(0), sum.get(0)] // [0.5, 44]
 */
export function bindAdagrad(operands: {
  readonly w: Tensor;
  readonly g: Tensor;
  readonly sum: Tensor;
  readonly settings: Readonly<AdagradSettings>;
}): Run {
  const { w, g, sum, settings } = operands;
  const n = w.size;
  expectShape(g.shape, w.shape, "adagrad: g");
  expectShape(sum.shape, w.shape, "adagrad: sum");
  return bindKernel(
    adagradKernels,
    { where: "adagrad", reads: { g }, writes: { w, sum }, updates: ["w", "sum"] },
    ({ adagrad }, { w, g, sum }) => {
      return () => {
        const { learningRate, initial, epsilon } = settings;
        adagrad(n, w, g, sum, learningRate, initial, epsilon);
      };
    },
  );
}

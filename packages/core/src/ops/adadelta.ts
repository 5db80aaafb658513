import { adadeltaKernels } from "../kernels/adadelta/kernels.ts";
import { expectShape } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { bindKernel } from "./bind.ts";
import type { Run } from "./run.ts";

/** What {@link bindAdadelta} reads at every run; may change between runs. */
export interface AdadeltaSettings {
  /** η; 1 in the paper */
  learningRate: number;
  /** ρ */
  rho: number;
  /** ε */
  epsilon: number;
}

/**
 * Binds one step of Adadelta.
 *
 *     v ← ρ·v + (1 − ρ)·g²        s = g·√((d + ε)/(v + ε))
 *     d ← ρ·d + (1 − ρ)·s²        w ← w − η·s
 *
 *     w, g, v, d  all of one shape; v and d start at 0
 *
 * M. Zeiler, "ADADELTA: An Adaptive Learning Rate Method", 2012.
 *
 * @throws for shapes that differ
 * @example
 * const [w, v, d] = [tensor([1]), tensor([28]), tensor([4])];
 * const settings = { learningRate: 0.5, rho: 0.5, epsilon: 0 };
 * bindAdadelta({ w, g: tensor([2]), v, d, settings })();
 * [w.get(0), v.get(0), d.get(0)] // [0.5, 16, 2.5]
 */
export function bindAdadelta(operands: {
  readonly w: Tensor;
  readonly g: Tensor;
  readonly v: Tensor;
  readonly d: Tensor;
  readonly settings: Readonly<AdadeltaSettings>;
}): Run {
  const { w, g, v, d, settings } = operands;
  const n = w.size;
  expectShape(g.shape, w.shape, "adadelta: g");
  expectShape(v.shape, w.shape, "adadelta: v");
  expectShape(d.shape, w.shape, "adadelta: d");
  return bindKernel(
    adadeltaKernels,
    { where: "adadelta", reads: { g }, writes: { w, v, d }, updates: ["w", "v", "d"] },
    ({ adadelta }, { w, g, v, d }) => {
      return () => {
        const { learningRate, rho, epsilon } = settings;
        adadelta(n, w, g, v, d, learningRate, rho, epsilon);
      };
    },
  );
}

import { adamKernels } from "../kernels/adam/kernels.ts";
import { expectShape } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { bindKernel } from "./bind.ts";
import type { Run } from "./run.ts";

/** What {@link bindAdam} reads at every run, here for step t; may change between runs. */
export interface AdamSettings {
  /** η·√(1 − β₂ᵗ)/(1 − β₁ᵗ) */
  stepSize: number;
  beta1: number;
  beta2: number;
  /** ε̂·√(1 − β₂ᵗ) */
  epsilon: number;
}

/**
 * Binds one step of Adam.
 *
 *     m ← β₁·m + (1 − β₁)·g        v ← β₂·v + (1 − β₂)·g²        w ← w − stepSize·m / (√v + ε)
 *
 * The settings carry the corrections of the bias, so the step reads the moments once: the order of
 * D. Kingma, J. Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015, end of section 2.
 *
 *     w, g, m, v  all of one shape; m and v start at 0
 *
 * @throws for shapes that differ
 * @example
 * const [w, g, m, v] = [tensor([1]), tensor([2]), zeros([1]), zeros([1])];
 * const settings = { stepSize: 0.5, beta1: 0.5, beta2: 0.75, epsilon: 0 };
 * bindAdam({ w, g, m, v, settings })();
 * [w.get(0), m.get(0), v.get(0)] // [0.5, 1, 1]
 */
export function bindAdam(operands: {
  readonly w: Tensor;
  readonly g: Tensor;
  readonly m: Tensor;
  readonly v: Tensor;
  readonly settings: Readonly<AdamSettings>;
}): Run {
  const { w, g, m, v, settings } = operands;
  const n = w.size;
  expectShape(g.shape, w.shape, "adam: g");
  expectShape(m.shape, w.shape, "adam: m");
  expectShape(v.shape, w.shape, "adam: v");
  return bindKernel(
    adamKernels,
    { where: "adam", reads: { g }, writes: { w, m, v }, updates: ["w", "m", "v"] },
    ({ adam }, { w, g, m, v }) => {
      return () => {
        const { stepSize, beta1, beta2, epsilon } = settings;
        adam(n, w, g, m, v, stepSize, beta1, beta2, epsilon);
      };
    },
  );
}

/**
 * Binds one step of AMSGrad: Adam over the largest second moment so far.
 *
 *     m, v as in Adam        most ← max(most, v)        w ← w − stepSize·m / (√most + ε)
 *
 *     w, g, m, v, most  all of one shape; m, v and most start at 0
 *
 * S. Reddi, S. Kale, S. Kumar, "On the Convergence of Adam and Beyond", ICLR 2018.
 *
 * @throws for shapes that differ
 * @example
 * const [w, g, m, v, most] = [tensor([1]), tensor([-2]), tensor([4]), tensor([28]), tensor([64])];
 * const settings = { stepSize: 4, beta1: 0.5, beta2: 0.5, epsilon: 0 };
 * bindAmsgrad({ w, g, m, v, most, settings })();
 * [w.get(0), v.get(0), most.get(0)] // [0.5, 16, 64]
 */
export function bindAmsgrad(operands: {
  readonly w: Tensor;
  readonly g: Tensor;
  readonly m: Tensor;
  readonly v: Tensor;
  readonly most: Tensor;
  readonly settings: Readonly<AdamSettings>;
}): Run {
  const { w, g, m, v, most, settings } = operands;
  const n = w.size;
  expectShape(g.shape, w.shape, "amsgrad: g");
  expectShape(m.shape, w.shape, "amsgrad: m");
  expectShape(v.shape, w.shape, "amsgrad: v");
  expectShape(most.shape, w.shape, "amsgrad: most");
  return bindKernel(
    adamKernels,
    {
      where: "amsgrad",
      reads: { g },
      writes: { w, m, v, most },
      updates: ["w", "m", "v", "most"],
    },
    ({ amsgrad }, { w, g, m, v, most }) => {
      return () => {
        const { stepSize, beta1, beta2, epsilon } = settings;
        amsgrad(n, w, g, m, v, most, stepSize, beta1, beta2, epsilon);
      };
    },
  );
}

/** What {@link bindNadam} reads at every run; may change between runs. */
export interface NadamSettings {
  /** Of the first moment. */
  meanStep: number;
  /** Of the gradient itself. */
  gradientStep: number;
  beta1: number;
  beta2: number;
  epsilon: number;
}

/**
 * Binds one step of NAdam.
 *
 *     m, v as in Adam        w ← w − (meanStep·m + gradientStep·g) / (√v + ε)
 *
 *     w, g, m, v  all of one shape; m and v start at 0
 *
 * T. Dozat, "Incorporating Nesterov Momentum into Adam", ICLR 2016 workshop.
 *
 * @throws for shapes that differ
 * @example
 * const [w, g, m, v] = [tensor([1]), tensor([-2]), tensor([4]), tensor([28])];
 * const settings = { meanStep: 4, gradientStep: 0.5, beta1: 0.5, beta2: 0.5, epsilon: 2 };
 * bindNadam({ w, g, m, v, settings })();
 * [w.get(0), m.get(0), v.get(0)] // [0.5, 1, 16]
 */
export function bindNadam(operands: {
  readonly w: Tensor;
  readonly g: Tensor;
  readonly m: Tensor;
  readonly v: Tensor;
  readonly settings: Readonly<NadamSettings>;
}): Run {
  const { w, g, m, v, settings } = operands;
  const n = w.size;
  expectShape(g.shape, w.shape, "nadam: g");
  expectShape(m.shape, w.shape, "nadam: m");
  expectShape(v.shape, w.shape, "nadam: v");
  return bindKernel(
    adamKernels,
    { where: "nadam", reads: { g }, writes: { w, m, v }, updates: ["w", "m", "v"] },
    ({ nadam }, { w, g, m, v }) => {
      return () => {
        const { meanStep, gradientStep, beta1, beta2, epsilon } = settings;
        nadam(n, w, g, m, v, meanStep, gradientStep, beta1, beta2, epsilon);
      };
    },
  );
}

import { expectShape } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { bindKernel } from "./bind.ts";
import type { Run } from "./run.ts";

/** Read at every run; may change between runs. */
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
 * @throws for shapes that differ
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
  return bindKernel({ reads: { g }, writes: { w, m, v } }, ({ adam }, { w, g, m, v }) => {
    return () => {
      const { stepSize, beta1, beta2, epsilon } = settings;
      adam(n, w, g, m, v, stepSize, beta1, beta2, epsilon);
    };
  });
}

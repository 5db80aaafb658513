import { defineInitializer } from "../initializer.ts";
import { uniform as between } from "../law.ts";

/** Options of {@link uniform}. */
export interface UniformConfig {
  /** Default −0.05. */
  readonly low?: number;
  /** Default 0.05. */
  readonly high?: number;
}

/**
 * Uniform between fixed bounds, whatever the fans.
 *
 *     W ~ U[low, high)
 *
 * The defaults are those of Keras; PyTorch's `uniform_` is U[0, 1), and so is the alias.
 *
 * @throws unless low < high
 * @example dense({ units: 32, kernelInitializer: uniform({ low: -0.1, high: 0.1 }) })
 */
export const uniform = defineInitializer(
  "uniform",
  ({ low = -0.05, high = 0.05 }: UniformConfig = {}) => {
    const law = between(low, high);
    return () => law;
  },
);

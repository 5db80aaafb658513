import { defineInitializer } from "../initializer.ts";
import { normal as gaussian } from "../law.ts";

/** Options of {@link normal}. */
export interface NormalConfig {
  /** Default 0. */
  readonly mean?: number;
  /** Standard deviation. Default 0.05. */
  readonly std?: number;
}

/**
 * Normal with a fixed scale, whatever the fans.
 *
 *     W ~ N(mean, std²)
 *
 * The defaults are those of Keras; PyTorch's `normal_` is N(0, 1), and so is the alias.
 *
 * @throws unless std > 0
 * @example dense({ units: 32, kernelInitializer: normal({ std: 0.01 }) })
 */
export const normal = defineInitializer("normal", ({ mean = 0, std = 0.05 }: NormalConfig = {}) => {
  const law = gaussian(mean, std);
  return () => law;
});

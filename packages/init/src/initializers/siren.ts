import { expectPositive, oneOf } from "../check.ts";
import { defineInitializer } from "../initializer.ts";
import { uniform } from "../law.ts";

/** Options of {@link siren}. */
export interface SirenConfig {
  /** The frequency ω of sin(ω·(x·W + b)). Default 30. */
  readonly omega?: number;
  /** The layer that gets the coordinates. Default false. */
  readonly first?: boolean;
}

/**
 * For nets with sines for activations.
 *
 *     first layer     W ~ U[−1/fanIn, 1/fanIn)
 *     later layers    W ~ U[−b, b)        b = √(6/fanIn)/ω
 *
 * With it the argument of every later sine is N(0, 1) at first, whatever the depth; the first layer
 * spans several periods of its inputs in [−1, 1].
 *
 * V. Sitzmann, J. Martel, A. Bergman, D. Lindell, G. Wetzstein, "Implicit Neural Representations with
 * Periodic Activation Functions", NeurIPS 2020, section 3.2.
 *
 * @throws unless omega > 0
 * @example dense({ units: 256, kernelInitializer: siren({ first: true }) })
 */
export const siren = defineInitializer(
  "siren",
  ({ omega = 30, first = false }: SirenConfig = {}) => {
    expectPositive(omega, "siren: omega");
    return ({ fanIn }) => {
      const b = first ? 1 / fanIn : Math.sqrt(6 / fanIn) / omega;
      return uniform(-b, b);
    };
  },
  { first: oneOf(true, false) },
);

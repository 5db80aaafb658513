import { oneOf } from "../check.ts";
import { defineInitializer } from "../initializer.ts";
import { lawOfStd } from "../law-of-std.ts";

/** Options of {@link lecunNormal}. */
export interface LecunNormalConfig {
  /** Cut at two standard deviations, with the same variance, as Keras and JAX do. Default false. */
  readonly truncated?: boolean;
}

/**
 * LeCun normal, for linear layers, and for SELU, whose theory assumes it.
 *
 *     W ~ N(0, σ²)        σ = 1/√fanIn
 *
 * A sum of fanIn inputs of variance 1 has variance 1 again.
 *
 * Y. LeCun, L. Bottou, G. Orr, K.-R. Müller, "Efficient BackProp", 1998, eq. 16; G. Klambauer, T.
 * Unterthiner, A. Mayr, S. Hochreiter, "Self-Normalizing Neural Networks", NeurIPS 2017.
 *
 * @example dense({ units: 128, activation: "selu", kernelInitializer: lecunNormal() })
 */
export const lecunNormal = defineInitializer(
  "lecunNormal",
  ({ truncated = false }: LecunNormalConfig = {}) => {
    const family = truncated ? "truncatedNormal" : "normal";
    return ({ fanIn }) => lawOfStd(family, 1 / Math.sqrt(fanIn));
  },
  { truncated: oneOf(true, false) },
);

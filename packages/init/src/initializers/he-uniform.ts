import { defineInitializer } from "../initializer.ts";
import { uniform } from "../law.ts";

/** Options of {@link heUniform}. */
export interface HeUniformConfig {
  /** Slope `a` of the following leaky ReLU for x < 0. Default 0: plain ReLU. */
  readonly negativeSlope?: number;
}

/**
 * He uniform, for weights in front of a (leaky) ReLU.
 *
 *     W ~ U[−b, b)        b = √(6 / ((1 + a²) · fanIn))
 *
 * The variance is that of {@link heNormal}, 2 / ((1 + a²) · fanIn).
 *
 * K. He, X. Zhang, S. Ren, J. Sun, "Delving Deep into Rectifiers", ICCV 2015.
 *
 * @example dense({ units: 128, activation: "relu", kernelInitializer: heUniform() })
 */
export const heUniform = defineInitializer(
  "heUniform",
  ({ negativeSlope = 0 }: HeUniformConfig = {}) => {
    const gain = Math.sqrt(6 / (1 + negativeSlope * negativeSlope));
    return ({ fanIn }) => {
      const b = gain / Math.sqrt(fanIn);
      return uniform(-b, b);
    };
  },
);

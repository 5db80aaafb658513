import { defineInitializer } from "../initializer.ts";
import { uniform } from "../law.ts";

/**
 * LeCun uniform: the variance of {@link lecunNormal}, within bounds.
 *
 *     W ~ U[−b, b)        b = √(3/fanIn)
 *
 * Y. LeCun, L. Bottou, G. Orr, K.-R. Müller, "Efficient BackProp", 1998, eq. 16.
 *
 * @example dense({ units: 128, activation: "selu", kernelInitializer: lecunUniform() })
 */
export const lecunUniform = defineInitializer("lecunUniform", () => {
  return ({ fanIn }) => {
    const b = Math.sqrt(3) / Math.sqrt(fanIn);
    return uniform(-b, b);
  };
});

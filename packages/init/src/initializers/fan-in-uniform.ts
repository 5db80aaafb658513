import { defineInitializer } from "../initializer.ts";
import { uniform } from "../law.ts";

/**
 * Uniform by the number of inputs alone; for sigmoid layers.
 *
 *     W ~ U[−a, a)        a = 1/√fanIn
 *
 * The variance is 1/(3·fanIn). PyTorch starts the weights and biases of its linear and convolution
 * layers this way.
 *
 * Y. LeCun, L. Bottou, G. Orr, K.-R. Müller, "Efficient BackProp", 1998, for the scale 1/√fanIn.
 *
 * @example dense({ units: 128, activation: "sigmoid", kernelInitializer: fanInUniform() })
 */
export const fanInUniform = defineInitializer("fanInUniform", () => {
  return ({ fanIn }) => {
    const a = 1 / Math.sqrt(fanIn);
    return uniform(-a, a);
  };
});

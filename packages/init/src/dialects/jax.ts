import type { DialectTable } from "../dialect-table.ts";
import { fans } from "../fans.ts";

/**
 * Flax: LeCun normal kernels, truncated at two standard deviations, an orthogonal matrix for each
 * gate of recurrent ones, zero biases.
 *
 * Flax 0.10, `flax/linen/linear.py`, `recurrent.py`, `attention.py`, `normalization.py`.
 */
export const jax: DialectTable = {
  roles: {
    kernel: { name: "lecunNormal", truncated: true },
    recurrentKernel: "orthogonal",
    bias: "zeros",
    embeddings: { name: "varianceScaling", mode: "fanOut", distribution: "normal" },
    gamma: "ones",
    beta: "zeros",
    movingMean: "zeros",
    movingVariance: "ones",
    alpha: { name: "constant", value: 0.01 },
  },
  layers: {
    lstm: { recurrentKernel: { name: "gates", each: { name: "orthogonal" }, count: 4 } },
    gru: { recurrentKernel: { name: "gates", each: { name: "orthogonal" }, count: 3 } },
  },
  fans({ layer, shape }) {
    if (!layer.endsWith("Transpose")) return undefined;
    // Kernels of transposed convolutions are [h, w, …, out, in]; Flax has the input channels first.
    const { fanIn: fanOut, fanOut: fanIn } = fans(shape);
    return { fanIn, fanOut };
  },
};

import type { DialectTable } from "../dialect-table.ts";
import { fans } from "../fans.ts";

/**
 * Keras 3: Glorot uniform kernels, orthogonal recurrent ones, zero biases.
 *
 * Keras counts fans by the shape alone. That makes four gates of an LSTM one matrix, and gives the
 * kernel of a depthwise convolution the fans of a full one, so its outputs start too small. Attention
 * has kernels [in, heads, size], of which the count makes a convolution.
 *
 * Keras 3, `keras/src/layers`, `keras/src/initializers/random_initializers.py`.
 */
export const keras: DialectTable = {
  roles: {
    kernel: "glorotUniform",
    recurrentKernel: "orthogonal",
    bias: "zeros",
    embeddings: { name: "uniform", low: -0.05, high: 0.05 },
    gamma: "ones",
    beta: "zeros",
    movingMean: "zeros",
    movingVariance: "ones",
    alpha: "zeros",
  },
  layers: {
    lstm: { bias: "forgetBias", recurrentBias: "zeros" },
  },
  fans: ({ parameter, shape, axes = shape }) =>
    /kernel$/i.test(parameter) ? fans(axes) : undefined,
};

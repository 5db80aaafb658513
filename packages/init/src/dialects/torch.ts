import type { Tensor } from "@kindling/core";
import type { DialectTable, ParameterPlace } from "../dialect-table.ts";
import { fans } from "../fans.ts";
import type { InitializerSpec } from "../spec.ts";

/** U[−1/√hidden, 1/√hidden) for every parameter of a recurrent layer: its fanOut is `hidden`. */
const byHidden: InitializerSpec = {
  name: "varianceScaling",
  scale: 1 / 3,
  mode: "fanOut",
  distribution: "uniform",
};
const recurrent = { kernel: byHidden, recurrentKernel: byHidden, bias: byHidden };

/**
 * PyTorch: U[−1/√fanIn, 1/√fanIn) for kernels and biases alike.
 *
 * Parameters are drawn in PyTorch's order of elements, so that with `torchRng(seed)` they are those
 * that `torch.manual_seed(seed)` gives.
 *
 * PyTorch 1.13 to 2, `torch/nn/modules`: linear.py, conv.py, rnn.py, sparse.py, activation.py.
 */
export const torch: DialectTable = {
  roles: {
    kernel: "fanInUniform",
    bias: "fanInUniform",
    embeddings: { name: "normal", std: 1 },
    gamma: "ones",
    beta: "zeros",
    movingMean: "zeros",
    movingVariance: "ones",
    alpha: { name: "constant", value: 0.25 },
  },
  layers: {
    simpleRnn: recurrent,
    lstm: recurrent,
    gru: recurrent,
  },
  fans({ layer, shape }) {
    // [h, w, …, out, in] here, [in, out, h, w] there, where the second axis counts as fanIn.
    return layer.endsWith("Transpose") && shape.length > 1 ? fans(shape) : undefined;
  },
  fill(place, initializer, out, context) {
    if (initializer.law) initializer.fill(inTorchOrder(place, out), context);
    else initializer.fill(out, context);
  },
};

/**
 * A view of a kernel in the order of PyTorch's own.
 *
 *     [in, out]                      [out, in]
 *     [h, w, …, in, out]             [out, in, h, w, …]
 *     [h, w, …, in, multiplier]      [in, multiplier, h, w, …]    of a depthwise convolution
 */
function inTorchOrder({ parameter }: ParameterPlace, out: Tensor): Tensor {
  const rank = out.dimension;
  if (!/kernel$/i.test(parameter) || rank < 2) return out;
  const [last, before] = [rank - 1, rank - 2];
  const channels = parameter === "depthwiseKernel" ? [before, last] : [last, before];
  return out.transpose(...channels, ...Array.from({ length: before }, (_, axis) => axis));
}

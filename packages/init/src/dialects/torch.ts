import {
  copyInto,
  type RandomSource,
  reshape,
  sizeOf,
  type Tensor,
  transpose,
  zeros,
} from "@kindling/core";
import type { DialectTable, ParameterPlace } from "../dialect-table.ts";
import type { FillContext, Initializer } from "../initializer.ts";
import type { InitializerSpec } from "../spec.ts";

/** U[−1/√hidden, 1/√hidden) for every parameter of a recurrent layer: its fanOut is `hidden`. */
const byHidden: InitializerSpec = {
  name: "varianceScaling",
  scale: 1 / 3,
  mode: "fanOut",
  distribution: "uniform",
};
const recurrent = {
  kernel: byHidden,
  recurrentKernel: byHidden,
  bias: byHidden,
  recurrentBias: byHidden,
};

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
    multiHeadAttention: {
      queryKernel: "glorotUniform",
      keyKernel: "glorotUniform",
      valueKernel: "glorotUniform",
      queryBias: "zeros",
      keyBias: "zeros",
      valueBias: "zeros",
      outputBias: "zeros",
    },
  },
  fans({ layer, parameter }, { fanIn, fanOut }) {
    // Query, key and value have one matrix together where they have one width.
    if (layer === "multiHeadAttention" && parameter !== "outputKernel") {
      return { fanIn, fanOut: fanIn === fanOut ? 3 * fanOut : fanOut };
    }
    // Transposed convolutions have kernels [in, out, h, w] there, and the second axis counts as fanIn.
    return layer.endsWith("Transpose") ? { fanIn: fanOut, fanOut } : undefined;
  },
  fill(place, initializer, out, context) {
    const view = inTorchOrder(place, out);
    const isOrthogonal = initializer.name === "orthogonal" && view.dimension > 1;
    if (initializer.law === undefined && !isOrthogonal) {
      initializer.fill(out, context);
      return;
    }
    const fill = (drawn: Tensor): void => {
      if (isOrthogonal) fillOrthogonal(initializer, drawn, context);
      else initializer.fill(drawn, context);
    };
    if (place.layer === "gru") fillGates(view, fill);
    else fill(view);
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

/** The gates z, r, n of a GRU, side by side in the first axis, where PyTorch has r, z, n. */
function fillGates(out: Tensor, fill: (drawn: Tensor) => void): void {
  const drawn = zeros(out.shape);
  fill(drawn);
  const units = out.shape[0]! / 3;
  for (const [to, from] of [1, 0, 2].entries()) {
    copyInto(out.lo(to * units).hi(units), drawn.lo(from * units).hi(units));
  }
}

/**
 * `orthogonal_` keeps the first axis and takes the others together. Its Z has that shape: where rows
 * are fewer it decomposes Zᵀ, which `orthogonal` draws as it lies.
 */
function fillOrthogonal(initializer: Initializer, out: Tensor, context: FillContext): void {
  const [rows = 0, ...others] = out.shape;
  const matrix = zeros([rows, sizeOf(others)]);
  const rng = rows < matrix.shape[1]! ? byColumns(context.rng) : context.rng;
  initializer.fill(matrix, { ...context, rng });
  copyInto(out, reshape(matrix, out.shape));
}

/** A source that draws the columns of a matrix one after another. */
function byColumns(rng: RandomSource): RandomSource {
  const normal = (z: Tensor): Tensor => {
    rng.normal(transpose(z));
    return z;
  };
  return Object.create(rng, { normal: { value: normal } });
}

import { kernels, type Shape, sizeOf, useKernels, zeros } from "@kindling/core";
import type { Bench } from "@kindling/scripts/bench";
import type { Layer } from "../layer.ts";
import { conv2d } from "../layers/conv2d.ts";
import { dense } from "../layers/dense.ts";
import { flatten } from "../layers/flatten.ts";
import { globalAveragePooling1d } from "../layers/global-average-pooling1d.ts";
import { gru } from "../layers/gru.ts";
import { lstm } from "../layers/lstm.ts";
import { maxPooling2d } from "../layers/max-pooling2d.ts";
import { multiHeadAttention } from "../layers/multi-head-attention.ts";
import { positionalEmbedding } from "../layers/positional-embedding.ts";
import type { LossName } from "../losses/resolve.ts";
import { adam } from "../optimizers/adam.ts";
import type { Optimizer } from "../optimizers/optimizer.ts";
import { sgd } from "../optimizers/sgd.ts";
import { sequential } from "./sequential.ts";

interface Case {
  readonly name: string;
  readonly inputShape: Shape;
  readonly layers: readonly Layer[];
  readonly batch: number;
  readonly optimizer: Optimizer;
  readonly loss: LossName;
}

const relu = (units: number): Layer =>
  dense({ units, activation: "relu", kernelInitializer: "heNormal" });

const CASES: readonly Case[] = [
  {
    name: "tiny: 2-16-16-1, batch 16, SGD",
    inputShape: [2],
    layers: [
      dense({ units: 16, activation: "tanh" }),
      dense({ units: 16, activation: "tanh" }),
      dense({ units: 1, activation: "sigmoid" }),
    ],
    batch: 16,
    optimizer: sgd(),
    loss: "binaryCrossentropy",
  },
  {
    name: "small: 64-64-64-10, batch 32, Adam",
    inputShape: [64],
    layers: [relu(64), relu(64), dense({ units: 10, activation: "softmax" })],
    batch: 32,
    optimizer: adam(),
    loss: "sparseCategoricalCrossentropy",
  },
  ...[32, 128].map((batch) => ({
    name: `mnist: 784-128-10, batch ${batch}, Adam`,
    inputShape: [784],
    layers: [relu(128), dense({ units: 10, activation: "softmax" })],
    batch,
    optimizer: adam(),
    loss: "sparseCategoricalCrossentropy" as const,
  })),
  ...[lstm, gru].map((cell) => ({
    name: `${cell.type}: 32 steps of 64-64-10, batch 32, Adam`,
    inputShape: [32, 64],
    layers: [cell({ units: 64 }), dense({ units: 10, activation: "softmax" })],
    batch: 32,
    optimizer: adam(),
    loss: "sparseCategoricalCrossentropy" as const,
  })),
  {
    name: "attention: 32 tokens of 64, 4 heads, mean, dense 10, batch 16, Adam",
    inputShape: [32, 64],
    layers: [
      positionalEmbedding(),
      multiHeadAttention({ numHeads: 4, keyDim: 16 }),
      globalAveragePooling1d(),
      dense({ units: 10, activation: "softmax" }),
    ],
    batch: 16,
    optimizer: adam(),
    loss: "sparseCategoricalCrossentropy",
  },
  {
    name: "cnn: 28²×1, conv 8, pool, conv 16, pool, 10, batch 32, Adam",
    inputShape: [28, 28, 1],
    layers: [
      conv2d({ filters: 8, kernelSize: 3, activation: "relu" }),
      maxPooling2d(),
      conv2d({ filters: 16, kernelSize: 3, activation: "relu" }),
      maxPooling2d(),
      flatten(),
      dense({ units: 10, activation: "softmax" }),
    ],
    batch: 32,
    optimizer: adam(),
    loss: "sparseCategoricalCrossentropy",
  },
];

export default (): readonly Bench[] =>
  CASES.map((net) => ({
    title: `training step, ${net.name}`,
    unit: "µs",
    work: 1,
    baseline: "js",
    cases: { js: stepOf(net, "js"), "wasm-simd": stepOf(net, "wasm-simd") },
  }));

/** The whole public step: data checked and copied, forward, backward, update, figures. */
function stepOf(net: Case, set: "js" | "wasm-simd"): () => void {
  const before = kernels().name;
  useKernels(set);
  const { inputShape, layers, batch, optimizer, loss } = net;
  const model = sequential({ inputShape, layers, seed: 1 });
  useKernels(before);
  model.compile({ optimizer, loss });
  // Samples in pairs with different labels: what cannot be learned keeps gradients from fading into
  // denormal numbers, which are slow.
  const size = sizeOf(inputShape);
  const x = zeros([batch, ...inputShape]);
  for (let i = 0; i < batch; i++) {
    for (let j = 0; j < size; j++) x.data[i * size + j] = Math.abs(Math.sin((i >> 1) * size + j));
  }
  const classes = model.outputShape[0] ?? 1;
  const y = Uint8Array.from({ length: batch }, (_, i) => i % Math.max(classes, 2));
  return () => {
    model.trainOnBatch(x, y);
  };
}

import {
  addRelu,
  argMax,
  concat,
  createRng,
  exp,
  gather,
  kernels,
  logSoftmax,
  logSumExp,
  matmul,
  mean,
  norm,
  scatterAdd,
  sigmoid,
  softmax,
  sum,
  tanh,
  useKernels,
  variance,
  zeros,
} from "@kindling/core";
import { fixup, lsuv, reZero, weightNorm } from "@kindling/init";
import {
  adadelta,
  adagrad,
  adam,
  adamax,
  adamW,
  averagePooling2d,
  batchNormalization,
  bidirectional,
  conv2d,
  conv2dTranspose,
  cosineDecay,
  dense,
  depthwiseConv2d,
  dropout,
  embedding,
  exponentialDecay,
  flatten,
  gru,
  initialize,
  inverseTimeDecay,
  lion,
  lstm,
  maxPooling2d,
  multiHeadAttention,
  muon,
  nadam,
  oneCycle,
  piecewiseConstant,
  polynomialDecay,
  positionalEmbedding,
  residual,
  rmsprop,
  sequential,
  sgd,
  simpleRnn,
  sparseCategoricalCrossentropy,
  stepDecay,
} from "@kindling/nn";
import { initialized } from "./initialized.mjs";
import { relaxed } from "./relaxed.mjs";

/**
 * What a platform computes with the kernels of its own choice, and in JavaScript, as SHA-256; and
 * products of the relaxed kernels. The same code runs in Node, in pages and in workers.
 */
export async function report() {
  const chosen = await digests();
  useKernels("js");
  const js = await digests();
  return { chosen, js, relaxed: await relaxed(digest) };
}

/**
 * Fills, weights of every initializer and of whole models, a product, operations, and a small net
 * before and after its training.
 */
async function digests() {
  return {
    kernels: kernels().name,
    fills: await fills(),
    initialized: await initializations(),
    initializedWhole: await wholeModels(),
    product: await product(),
    operations: await operations(),
    ...(await training()),
    sequences: await sequences(),
    images: await images(),
    updates: await updates(),
  };
}

async function fills() {
  const rng = createRng(3);
  const shape = [1001];
  return {
    uniform: await digest(rng.at("uniform").uniform(zeros(shape), -2, 3).data),
    normal: await digest(rng.at("normal").normal(zeros(shape), 1, 2).data),
    truncated: await digest(rng.at("truncated").truncatedNormal(zeros(shape), 0, 1, -1, 4).data),
    permutation: await digest(rng.at("permutation").permutation(1001)),
  };
}

async function initializations() {
  const entries = [...initialized()].map(async ([name, data]) => [name, await digest(data)]);
  return Object.fromEntries(await Promise.all(entries));
}

/** Weights that come from the wiring of a net, or from data. */
async function wholeModels() {
  const data = createRng(8).normal(zeros([64, 12]), 1, 3);
  const digests = {};
  for (const initializer of [lsuv({ data }), weightNorm({ data }), fixup(), reZero()]) {
    const branch = () =>
      residual({
        layers: [dense({ units: 20, activation: "relu" }), dense({ units: 12 })],
        scaleInitializer: "ones",
      });
    const layers = [branch(), branch(), branch(), dense({ units: 5, activation: "tanh" })];
    const model = sequential({ inputShape: [12], seed: 7, layers });
    initialize(model, initializer);
    digests[initializer.name] = await digest(model.toBytes());
  }
  return digests;
}

async function product() {
  const rng = createRng(4);
  const a = rng.at("a").normal(zeros([37, 65]));
  const b = rng.at("b").normal(zeros([53, 65]));
  return digest(matmul(a, b.transpose(1, 0)).data);
}

/** Curves, reductions of blocks and of columns, powers and rows, all in one digest. */
async function operations() {
  const x = createRng(5).normal(zeros([300, 37]), 0, 3);
  const rows = createRng(6).integers(zeros([50]), 0, 300);
  const taken = gather(x, rows);
  const results = [
    ...[exp, tanh, sigmoid, softmax, logSoftmax].map((f) => f(x)),
    ...[sum, mean, variance, norm, argMax, logSumExp].flatMap((f) => [f(x), f(x, { axis: 0 })]),
    addRelu(x, mean(x, { axis: 0 })),
    scatterAdd(taken, rows, 300),
  ];
  return digest(concat(results.map(({ data }) => flat(data))).data);
}

/** A vector of all elements. */
function flat(data) {
  const vector = zeros([data.length]);
  vector.data.set(data);
  return vector;
}

async function training() {
  const model = sequential({
    inputShape: [16],
    seed: 7,
    layers: [
      dense({ units: 33, activation: "relu", kernelInitializer: "heNormal" }),
      dropout({ rate: 0.2 }),
      dense({ units: 17, activation: "tanh", kernelInitializer: "glorotUniform" }),
      dense({ units: 5, activation: "softmax", kernelInitializer: "orthogonal" }),
    ],
  });
  model.compile({
    optimizer: adam({ learningRate: 1e-2 }),
    loss: "sparseCategoricalCrossentropy",
    metrics: ["accuracy"],
  });
  const { x, y } = clusters(500);
  const before = await digest(model.toBytes());
  const { history } = await model.fit(x, y, { epochs: 5, batchSize: 32, validationData: [x, y] });
  const after = await digest(model.toBytes());
  return { before, after, predicted: await digest(model.predict(x).data), history };
}

/** Weights behind steps of every optimizer, and of one at every schedule. */
async function updates() {
  const { x, y } = clusters(64);
  const optimizers = [
    ...[sgd, rmsprop, adagrad, adadelta, adam, adamW, nadam, adamax, lion, muon].map((make) =>
      make({ weightDecay: 0.01, l1: 1e-4, l2: 1e-3, globalClipNorm: 0.5 }),
    ),
    ...[
      stepDecay({ initial: 0.1, every: 3, factor: 0.7 }),
      piecewiseConstant({ boundaries: [3, 9], rates: [0.1, 0.05, 0.01] }),
      exponentialDecay({ initial: 0.1, factor: 0.9, steps: 4 }),
      polynomialDecay({ initial: 0.1, steps: 20, power: 1.5 }),
      inverseTimeDecay({ initial: 0.1, steps: 7 }),
      cosineDecay({ initial: 0.1, steps: 5, warmUp: 3, restarts: true, lengthen: 2, shrink: 0.8 }),
      oneCycle({ peak: 0.1, steps: 20 }),
    ].map((learningRate) => sgd({ learningRate, momentum: 0.9, nesterov: true })),
  ];
  const digests = {};
  for (const optimizer of optimizers) {
    const layers = [dense({ units: 9, activation: "gelu" }), dense({ units: 5 })];
    const model = sequential({ inputShape: [16], seed: 3, layers });
    const loss = sparseCategoricalCrossentropy({ fromLogits: true });
    model.compile({ optimizer, loss });
    await model.fit(x, y, { epochs: 5, batchSize: 16 });
    const { learningRate } = optimizer.config;
    digests[learningRate.type ?? optimizer.type] = await digest(model.toBytes({ training: true }));
  }
  return digests;
}

/** Recurrent layers in both directions, attention and embeddings, with masks. */
async function sequences() {
  const model = sequential({
    inputShape: [9],
    seed: 5,
    layers: [
      embedding({ inputDim: 7, outputDim: 6, maskZero: true }),
      positionalEmbedding({ sinusoidal: true }),
      multiHeadAttention({ numHeads: 2, keyDim: 3, causal: true }),
      bidirectional({ layer: lstm({ units: 5, returnSequences: true, recurrentDropout: 0.2 }) }),
      gru({ units: 7, dropout: 0.1, returnSequences: true }),
      simpleRnn({ units: 3 }),
    ],
  });
  model.compile({ optimizer: adam({ learningRate: 1e-2 }), loss: "meanSquaredError" });
  const x = Array.from({ length: 40 }, (_, i) =>
    Array.from({ length: 9 }, (_, t) => (t > i % 10 ? 0 : (3 * i + t * t) % 7)),
  );
  const y = x.map((row) => [row[0] / 7, row[1] / 7, row[2] / 7]);
  await model.fit(x, y, { epochs: 3 });
  return { after: await digest(model.toBytes()), predicted: await digest(model.predict(x).data) };
}

/** Convolutions of every kind, with their pooling in one and apart, and batch normalization. */
async function images() {
  const model = sequential({
    inputShape: [13, 14, 3],
    seed: 9,
    layers: [
      conv2d({ filters: 9, kernelSize: 3, activation: "relu", padding: "same" }),
      maxPooling2d(),
      conv2d({ filters: 6, kernelSize: 2, groups: 3 }),
      batchNormalization(),
      depthwiseConv2d({ kernelSize: 3, padding: "same", activation: "relu" }),
      maxPooling2d({ poolSize: 3, strides: 1 }),
      conv2dTranspose({ filters: 4, kernelSize: 3, strides: 2, outputPadding: 1 }),
      averagePooling2d(),
      conv2d({ filters: 21, kernelSize: 2, activation: "relu" }),
      maxPooling2d(),
      flatten(),
      dense({ units: 3, activation: "softmax" }),
    ],
  });
  model.compile({ optimizer: adam({ learningRate: 1e-2 }), loss: "categoricalCrossentropy" });
  const x = Float32Array.from(
    { length: 30 * 13 * 14 * 3 },
    (_, i) => ((i * i + 7 * i) % 101) / 101,
  );
  const y = Float32Array.from({ length: 30 * 3 }, (_, i) => (i % 3 === (i >> 2) % 3 ? 1 : 0));
  for (let step = 0; step < 5; step++) model.trainOnBatch(x, y);
  return { after: await digest(model.toBytes()), predicted: await digest(model.predict(x).data) };
}

/** Five noisy clusters from integer arithmetic alone. */
function clusters(samples) {
  let state = 1;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  };
  const centers = Array.from({ length: 5 }, () => Array.from({ length: 16 }, next));
  const labels = Array.from({ length: samples }, (_, i) => i % 5);
  return { x: labels.map((label) => centers[label].map((c) => c + 0.5 * next())), y: labels };
}

async function digest(bytes) {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

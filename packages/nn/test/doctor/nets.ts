import { type Activation, createRng, zeros } from "@kindling/core";
import type { InitializerSpec } from "@kindling/init";
import {
  adam,
  add,
  conv2d,
  dense,
  flatten,
  globalAveragePooling2d,
  graph,
  gru,
  input,
  type Layer,
  lstm,
  type Model,
  maxPooling2d,
  type Optimizer,
  residual,
  sequential,
  simpleRnn,
} from "@kindling/nn";

/** A net with data that it can learn: four classes, or numbers. */
export interface Subject {
  readonly model: Model;
  readonly x: Float32Array;
  readonly y: Float32Array;
}

export interface NetOptions {
  /** Hidden layers. */
  readonly depth?: number;
  readonly width?: number;
  readonly activation?: Activation;
  /** Of the hidden layers. */
  readonly kernel?: InitializerSpec;
  readonly bias?: InitializerSpec;
  /** Of the last layer. */
  readonly lastKernel?: InitializerSpec;
  readonly optimizer?: Optimizer;
  /** Of the input. */
  readonly scale?: number;
  readonly seed?: number;
}

const SAMPLES = 256;

/** The signs of two sums, of the features with even and with odd numbers, make four classes. */
function classesOf(x: Float32Array, features: number): Float32Array {
  return Float32Array.from({ length: SAMPLES }, (_, sample) => {
    const isPositive = [0, 1].map((first) => {
      let sum = 0;
      for (let j = first; j < features; j += 2) sum += x[sample * features + j]!;
      return Number(sum > 0);
    });
    return 2 * isPositive[0]! + isPositive[1]!;
  });
}

function draw(features: number, scale: number): Float32Array {
  return createRng(7)
    .at("x")
    .normal(zeros([SAMPLES, features]), 0, scale).data;
}

function classifier(layers: readonly Layer[], shape: number[], options: NetOptions): Subject {
  const { lastKernel, optimizer = adam(), scale = 1, seed = 1 } = options;
  const features = shape.reduce((product, extent) => product * extent, 1);
  const model = sequential({
    inputShape: shape,
    seed,
    layers: [
      ...layers,
      dense({
        units: 4,
        activation: "softmax",
        ...(lastKernel !== undefined && { kernelInitializer: lastKernel }),
      }),
    ],
  });
  model.compile({ optimizer, loss: "sparseCategoricalCrossentropy" });
  const x = draw(features, scale);
  return { model, x, y: classesOf(x, features) };
}

function initializersOf({ kernel, bias }: NetOptions) {
  return {
    ...(kernel !== undefined && { kernelInitializer: kernel }),
    ...(bias !== undefined && { biasInitializer: bias }),
  };
}

/** Dense layers in a row. */
export function mlp(options: NetOptions): Subject {
  const { depth = 2, width = 64, activation = "relu" } = options;
  const hidden = Array.from({ length: depth }, () =>
    dense({ units: width, activation, ...initializersOf(options) }),
  );
  return classifier(hidden, [16], options);
}

/** Convolutions in a row over images of 8×8, with a pooling layer behind the first. */
export function cnn(options: NetOptions): Subject {
  const { depth = 2, width = 8, activation = "relu" } = options;
  const layer = () =>
    conv2d({
      filters: width,
      kernelSize: 3,
      padding: "same",
      activation,
      ...initializersOf(options),
    });
  const [first, ...others] = Array.from({ length: depth }, layer);
  return classifier(
    [first!, maxPooling2d({ poolSize: 2 }), ...others, flatten()],
    [8, 8, 2],
    options,
  );
}

/** The same, averaged over the image at the end. */
export function averagedCnn(options: NetOptions): Subject {
  const { width = 16, activation = "relu" } = options;
  const layer = () =>
    conv2d({
      filters: width,
      kernelSize: 3,
      padding: "same",
      activation,
      ...initializersOf(options),
    });
  return classifier([layer(), layer(), globalAveragePooling2d()], [8, 8, 2], options);
}

/** A recurrent layer over sequences of 8 steps of 4 features. */
export function rnn(
  type: "simpleRnn" | "lstm" | "gru",
  options: NetOptions & { readonly recurrent?: InitializerSpec },
): Subject {
  const { width = 32, recurrent } = options;
  const make = { simpleRnn, lstm, gru }[type];
  const layer = make({
    units: width,
    ...initializersOf(options),
    ...(recurrent !== undefined && { recurrentInitializer: recurrent }),
  });
  return classifier([layer], [8, 4], options);
}

/** Blocks x + F(x) with two dense layers in each F. */
export function resnet(options: NetOptions & { readonly end?: InitializerSpec }): Subject {
  const { depth = 4, width = 32, activation = "relu", end } = options;
  const block = () =>
    residual({
      layers: [
        dense({ units: width, activation, ...initializersOf(options) }),
        dense({
          units: width,
          ...initializersOf(options),
          ...(end !== undefined && { kernelInitializer: end }),
        }),
      ],
    });
  const entry = dense({ units: width, activation });
  return classifier([entry, ...Array.from({ length: depth }, block)], [16], options);
}

/** The same as a graph, with `add` layers. */
export function skips(options: NetOptions & { readonly end?: InitializerSpec }): Subject {
  const {
    depth = 4,
    width = 32,
    activation = "relu",
    optimizer = adam(),
    scale = 1,
    end,
  } = options;
  const x = input({ shape: [16] });
  let value = dense({ units: width, activation }).apply(x);
  for (let i = 0; i < depth; i++) {
    const inside = dense({ units: width, activation, ...initializersOf(options) }).apply(value);
    const branch = dense({
      units: width,
      ...initializersOf(options),
      ...(end !== undefined && { kernelInitializer: end }),
    }).apply(inside);
    value = add().apply([value, branch]);
  }
  const y = dense({ units: 4, activation: "softmax" }).apply(value);
  const model = graph({ inputs: x, outputs: y, seed: options.seed ?? 1 });
  model.compile({ optimizer, loss: "sparseCategoricalCrossentropy" });
  const data = draw(16, scale);
  return { model, x: data, y: classesOf(data, 16) };
}

/** A net for numbers around `mean`, and what it has to say: a sum of tanhs. */
export function regression(options: NetOptions & { readonly mean?: number }): Subject {
  const { depth = 2, width = 32, activation = "relu", lastKernel, optimizer = adam() } = options;
  const { mean = 0, seed = 1 } = options;
  const model = sequential({
    inputShape: [4],
    seed,
    layers: [
      ...Array.from({ length: depth }, () =>
        dense({ units: width, activation, ...initializersOf(options) }),
      ),
      dense({ units: 1, ...(lastKernel !== undefined && { kernelInitializer: lastKernel }) }),
    ],
  });
  model.compile({ optimizer, loss: "meanSquaredError" });
  const x = draw(4, options.scale ?? 1);
  const y = Float32Array.from({ length: SAMPLES }, (_, i) => {
    const [a, b, c] = x.subarray(4 * i, 4 * i + 3);
    return mean + Math.tanh(a! + b!) - Math.tanh(c!);
  });
  return { model, x, y };
}

/** Yes or no, with that share of yes. */
export function binary(options: NetOptions & { readonly rate?: number }): Subject {
  const { depth = 2, width = 32, activation = "relu", optimizer = adam(), rate = 0.5 } = options;
  const model = sequential({
    inputShape: [4],
    seed: options.seed ?? 1,
    layers: [
      ...Array.from({ length: depth }, () =>
        dense({ units: width, activation, ...initializersOf(options) }),
      ),
      dense({ units: 1, activation: "sigmoid" }),
    ],
  });
  model.compile({ optimizer, loss: "binaryCrossentropy" });
  const x = draw(4, options.scale ?? 1);
  const sums = Array.from({ length: SAMPLES }, (_, i) => x[4 * i]! + x[4 * i + 1]!);
  const bar = [...sums].sort((a, b) => b - a)[Math.round(rate * SAMPLES)]!;
  return { model, x, y: Float32Array.from(sums, (sum) => Number(sum > bar)) };
}

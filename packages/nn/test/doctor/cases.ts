import { type Activation, copyInto } from "@kindling/core";
import type { InitializerSpec } from "@kindling/init";
import { adam, sgd } from "@kindling/nn";
import type { FindingCode } from "../../src/inspect/doctor/finding.ts";
import {
  averagedCnn,
  binary,
  cnn,
  mlp,
  regression,
  resnet,
  rnn,
  type Subject,
  skips,
} from "./nets.ts";

/** A net with a fault, and the finding that names it. */
export interface Planted {
  readonly name: string;
  readonly fault: FindingCode;
  readonly make: () => Subject;
}

export interface Healthy {
  readonly name: string;
  readonly make: () => Subject;
}

const big = { name: "normal", std: 1 } as const;
const tiny = { name: "normal", std: 0.01 } as const;
const same = { name: "constant", value: 0.1 } as const;
const negative = { name: "constant", value: -10 } as const;

/** Gives every kernel the numbers of the first of its shape, as one seed for all layers would. */
function repeated(subject: Subject): Subject {
  const { parameters } = subject.model;
  for (const { value, shape } of parameters) {
    const first = parameters.find((other) => `${other.shape}` === `${shape}`)!;
    if (first.value !== value) copyInto(value, first.value);
  }
  return subject;
}

function planted(fault: FindingCode, makes: Readonly<Record<string, () => Subject>>): Planted[] {
  return Object.entries(makes).map(([name, make]) => ({ name: `${fault}: ${name}`, fault, make }));
}

export const PLANTED: readonly Planted[] = [
  ...planted("symmetricUnits", {
    "zeros, relu": () => mlp({ kernel: "zeros", lastKernel: "zeros" }),
    "zeros, tanh, 10 layers": () => mlp({ depth: 10, activation: "tanh", kernel: "zeros" }),
    "zeros, sigmoid": () => mlp({ activation: "sigmoid", kernel: "zeros", lastKernel: "zeros" }),
    "constant, relu": () => mlp({ kernel: same, lastKernel: same }),
    "constant, tanh, 30 layers": () => mlp({ depth: 30, activation: "tanh", kernel: same }),
    "constant, sigmoid": () => mlp({ activation: "sigmoid", kernel: same, lastKernel: same }),
    "ones, wide": () => mlp({ width: 128, activation: "tanh", kernel: "ones", lastKernel: "ones" }),
    "zeros, 30 residual blocks": () => resnet({ depth: 30, kernel: "zeros", lastKernel: "zeros" }),
    "zeros, convolutions": () => cnn({ kernel: "zeros", lastKernel: "zeros" }),
    "constant, convolutions": () => cnn({ kernel: same, activation: "tanh" }),
    "zeros, lstm": () => rnn("lstm", { kernel: "zeros", recurrent: "zeros", lastKernel: "zeros" }),
    "constant, gru": () => rnn("gru", { kernel: same, recurrent: same, lastKernel: same }),
    "constant, simpleRnn": () =>
      rnn("simpleRnn", { kernel: same, recurrent: same, lastKernel: same }),
  }),
  ...planted("explodingActivations", {
    "relu, 3 layers": () => mlp({ depth: 3, kernel: big }),
    "relu, 10 layers": () => mlp({ depth: 10, kernel: big }),
    "relu, 30 layers": () => mlp({ depth: 30, kernel: big }),
    "linear, 10 layers": () => mlp({ depth: 10, activation: "linear", kernel: big }),
    "elu, 10 layers": () => mlp({ depth: 10, activation: "elu", kernel: big }),
    "convolutions, 6 layers": () => cnn({ depth: 6, kernel: big }),
    "24 residual blocks": () => resnet({ depth: 24, kernel: "heNormal" }),
    "24 skips": () => skips({ depth: 24, kernel: "heNormal" }),
    "30 skips, too large": () => skips({ depth: 30, kernel: big }),
    "residual blocks, too large": () => resnet({ depth: 6, kernel: big }),
  }),
  ...planted("vanishingActivations", {
    "relu, 2 layers": () => mlp({ kernel: tiny }),
    "relu, 10 layers": () => mlp({ depth: 10, kernel: tiny }),
    "relu, 30 layers": () => mlp({ depth: 30, kernel: tiny }),
    "tanh, 3 layers": () => mlp({ depth: 3, activation: "tanh", kernel: tiny }),
    "tanh, 10 layers": () => mlp({ depth: 10, activation: "tanh", kernel: tiny }),
    "tanh, 30 layers": () => mlp({ depth: 30, activation: "tanh", kernel: tiny }),
    "gelu, 10 layers": () => mlp({ depth: 10, activation: "gelu", kernel: tiny }),
    "convolutions, 6 layers": () => cnn({ depth: 6, kernel: tiny }),
    "convolutions, 30 layers": () => cnn({ depth: 30, kernel: tiny }),
    "convolutions, fanInUniform": () => cnn({ depth: 8, kernel: "fanInUniform" }),
  }),
  ...planted("explodingGradients", {
    "relu, 10 layers": () => mlp({ depth: 10, kernel: big }),
    "tanh, 10 layers": () => mlp({ depth: 10, activation: "tanh", kernel: big }),
    "tanh, 30 layers": () => mlp({ depth: 30, activation: "tanh", kernel: big }),
    "convolutions, 6 layers": () => cnn({ depth: 6, kernel: big }),
  }),
  ...planted("vanishingGradients", {
    "sigmoid, 5 layers": () => mlp({ depth: 5, activation: "sigmoid" }),
    "sigmoid, 10 layers": () => mlp({ depth: 10, activation: "sigmoid" }),
    "sigmoid, 30 layers": () => mlp({ depth: 30, activation: "sigmoid" }),
    "relu with Glorot, 30 layers": () => mlp({ depth: 30 }),
    "tanh, too small, 30 layers": () =>
      mlp({ depth: 30, activation: "tanh", kernel: "fanInUniform" }),
  }),
  ...planted("initializerMisfit", {
    "relu with Glorot, 14 layers": () => mlp({ depth: 14, kernel: "glorotNormal" }),
    "relu with fanInUniform, 6 layers": () => mlp({ depth: 6, kernel: "fanInUniform" }),
    "sigmoid with Glorot, 4 layers": () => mlp({ depth: 4, activation: "sigmoid" }),
    "tanh, too large, 10 layers": () => mlp({ depth: 10, activation: "tanh", kernel: big }),
    "softsign, too small, 10 layers": () =>
      mlp({ depth: 10, activation: "softsign", kernel: "fanInUniform" }),
  }),
  ...planted("saturatedUnits", {
    "tanh, 2 layers": () => mlp({ activation: "tanh", kernel: big }),
    "tanh, 10 layers": () => mlp({ depth: 10, activation: "tanh", kernel: big }),
    "tanh, 30 layers": () => mlp({ depth: 30, activation: "tanh", kernel: big }),
    "sigmoid, 3 layers": () =>
      mlp({ depth: 3, activation: "sigmoid", kernel: { name: "normal", std: 3 } }),
    simpleRnn: () =>
      rnn("simpleRnn", { kernel: big, recurrent: { name: "normal", std: 1 }, width: 64 }),
    gru: () => rnn("gru", { kernel: { name: "normal", std: 5 }, recurrent: big, width: 64 }),
    "convolutions, tanh": () => cnn({ depth: 3, activation: "tanh", kernel: big }),
  }),
  ...planted("deadUnits", {
    "2 layers": () => mlp({ kernel: "heNormal", bias: negative }),
    "10 layers": () => mlp({ depth: 10, kernel: "heNormal", bias: negative }),
    "30 layers": () => mlp({ depth: 30, kernel: "heNormal", bias: negative }),
    convolutions: () => cnn({ kernel: "heNormal", bias: negative }),
    "averaged convolutions": () => averagedCnn({ kernel: "heNormal", bias: negative }),
  }),
  ...planted("unscaledInput", {
    "100 times too large": () => mlp({ kernel: "heNormal", scale: 100 }),
    "a thousand times too small": () => mlp({ kernel: "heNormal", scale: 1e-3 }),
    "images of 0 to 255": () => cnn({ kernel: "heNormal", scale: 128 }),
    sequences: () => rnn("lstm", { scale: 50 }),
    "the same, gru": () => rnn("gru", { scale: 100 }),
    numbers: () => regression({ kernel: "heNormal", scale: 30 }),
    "30 layers": () => mlp({ depth: 30, kernel: "heNormal", scale: 100 }),
  }),
  ...planted("initialLoss", {
    "a last layer too large": () => mlp({ kernel: "heNormal", lastKernel: big }),
    "the same, convolutions": () => cnn({ kernel: "heNormal", lastKernel: big }),
    "the same, residual": () =>
      resnet({ kernel: "heNormal", end: "zeros", lastKernel: { name: "normal", std: 3 } }),
    "numbers around 100": () => regression({ kernel: "heNormal", mean: 100 }),
    "numbers around −20": () => regression({ kernel: "heNormal", mean: -20 }),
    "one of 64": () => binary({ kernel: "heNormal", rate: 1 / 64 }),
  }),
  ...planted("learningRateTooHigh", {
    Adam: () => mlp({ kernel: "heNormal", optimizer: adam({ learningRate: 1 }) }),
    SGD: () => mlp({ kernel: "heNormal", optimizer: sgd({ learningRate: 30 }) }),
    convolutions: () => cnn({ kernel: "heNormal", optimizer: adam({ learningRate: 0.5 }) }),
    lstm: () => rnn("lstm", { optimizer: sgd({ learningRate: 1000 }) }),
    simpleRnn: () => rnn("simpleRnn", { optimizer: adam({ learningRate: 1 }) }),
    "tanh, 10 layers": () =>
      mlp({ depth: 10, activation: "tanh", optimizer: adam({ learningRate: 1 }) }),
    numbers: () => regression({ kernel: "heNormal", optimizer: sgd({ learningRate: 10 }) }),
  }),
  ...planted("learningRateTooLow", {
    Adam: () => mlp({ kernel: "heNormal", optimizer: adam({ learningRate: 1e-9 }) }),
    SGD: () => mlp({ kernel: "heNormal", optimizer: sgd({ learningRate: 1e-7 }) }),
    convolutions: () => cnn({ kernel: "heNormal", optimizer: adam({ learningRate: 1e-9 }) }),
  }),
  ...planted("duplicatedWeights", {
    "tanh, 3 layers": () => repeated(mlp({ depth: 3, activation: "tanh" })),
    "relu, 10 layers": () => repeated(mlp({ depth: 10, kernel: "heNormal" })),
    skips: () => repeated(skips({ depth: 2, kernel: "glorotUniform", activation: "tanh" })),
    convolutions: () => repeated(cnn({ depth: 4, kernel: "heNormal" })),
  }),
];

function healthy(kind: string, makes: Readonly<Record<string, () => Subject>>): Healthy[] {
  return Object.entries(makes).map(([name, make]) => ({ name: `${kind}: ${name}`, make }));
}

/** For every activation initializers that fit, and depths that bear it. */
const FITTING: readonly (readonly [Activation, InitializerSpec, readonly number[]])[] = [
  ["relu", "heNormal", [1, 2, 5, 10, 30]],
  ["relu", "heUniform", [2, 10]],
  ["relu", { name: "orthogonal", gain: Math.SQRT2 }, [2, 30]],
  ["relu", "glorotUniform", [1, 2, 4]],
  ["leakyRelu", "heNormal", [2, 10]],
  ["tanh", "glorotUniform", [1, 2, 5, 10, 30]],
  ["tanh", "glorotNormal", [2, 10]],
  ["tanh", "lecunNormal", [2, 30]],
  ["sigmoid", "glorotUniform", [1, 2]],
  ["sigmoid", "fanInUniform", [1, 2]],
  ["selu", "lecunNormal", [2, 10, 30]],
  ["elu", "heNormal", [2, 5]],
  ["gelu", "heNormal", [2, 10]],
  ["silu", "heNormal", [2, 5]],
  ["mish", "heNormal", [2, 5]],
  ["softsign", "glorotUniform", [2, 10]],
];

export const HEALTHY: readonly Healthy[] = [
  ...FITTING.flatMap(([activation, kernel, depths]) =>
    depths.map((depth) => ({
      name: `dense: ${activation}, ${JSON.stringify(kernel)}, ${depth} layers`,
      make: () => mlp({ depth, activation, kernel }),
    })),
  ),
  ...healthy("dense", {
    SGD: () => mlp({ kernel: "heNormal", optimizer: sgd({ learningRate: 0.1 }) }),
    "SGD with momentum": () =>
      mlp({ kernel: "heNormal", optimizer: sgd({ learningRate: 0.01, momentum: 0.9 }) }),
    "a last layer of zeros": () => mlp({ kernel: "heNormal", lastKernel: "zeros" }),
    narrow: () => mlp({ depth: 10, width: 16, kernel: "heNormal" }),
    wide: () => mlp({ depth: 3, width: 256, kernel: "heNormal" }),
    "pixels from 0 to 1": () => mlp({ kernel: "heNormal", scale: 0.3 }),
    "biases above 0": () => mlp({ kernel: "heNormal", bias: { name: "constant", value: 0.01 } }),
    "a small learning rate": () =>
      mlp({ kernel: "heNormal", optimizer: adam({ learningRate: 1e-5 }) }),
    "another seed": () => mlp({ depth: 5, kernel: "heNormal", seed: 2 }),
    sparse: () => mlp({ kernel: { name: "sparse", sparsity: 0.5, std: 0.2 }, activation: "tanh" }),
  }),
  ...healthy("convolutions", {
    relu: () => cnn({ kernel: "heNormal" }),
    "relu, 8 layers": () => cnn({ depth: 8, kernel: "heNormal" }),
    "relu, 12 wider layers": () => cnn({ depth: 12, width: 16, kernel: "heNormal" }),
    "relu, Glorot": () => cnn({ depth: 3 }),
    tanh: () => cnn({ depth: 4, activation: "tanh" }),
    averaged: () => averagedCnn({ kernel: "heNormal" }),
    SGD: () => cnn({ kernel: "heNormal", optimizer: sgd({ learningRate: 0.05 }) }),
  }),
  ...healthy("recurrent", {
    simpleRnn: () => rnn("simpleRnn", {}),
    lstm: () => rnn("lstm", {}),
    gru: () => rnn("gru", {}),
    "lstm, wide": () => rnn("lstm", { width: 64 }),
    "gru, SGD": () => rnn("gru", { optimizer: sgd({ learningRate: 0.1 }) }),
    "simpleRnn, identity": () => rnn("simpleRnn", { recurrent: "identity" }),
  }),
  ...healthy("residual", {
    "2 blocks": () => resnet({ depth: 2, kernel: "heNormal" }),
    "4 blocks, Glorot": () => resnet({}),
    "4 skips, Glorot": () => skips({}),
    "30 blocks that begin at zero": () => resnet({ depth: 30, kernel: "heNormal", end: "zeros" }),
    "30 skips that begin at zero": () => skips({ depth: 30, kernel: "heNormal", end: "zeros" }),
    tanh: () => resnet({ activation: "tanh" }),
    "8 blocks, Glorot": () => resnet({ depth: 8 }),
  }),
  ...healthy("numbers", {
    relu: () => regression({ kernel: "heNormal" }),
    tanh: () => regression({ activation: "tanh" }),
    "around 0.5": () => regression({ kernel: "heNormal", mean: 0.5 }),
    SGD: () => regression({ activation: "tanh", optimizer: sgd({ learningRate: 0.05 }) }),
  }),
  ...healthy("yes or no", {
    half: () => binary({ kernel: "heNormal" }),
    "a third": () => binary({ kernel: "heNormal", rate: 1 / 3 }),
    tanh: () => binary({ activation: "tanh" }),
  }),
];

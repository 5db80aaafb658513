import { createRng, type Shape, toNested, zeros } from "@kindling/core";
import { DIALECTS } from "@kindling/init";
import * as nn from "@kindling/nn";
import {
  activation,
  add,
  alphaDropout,
  average,
  averagePooling1d,
  averagePooling2d,
  batchNormalization,
  bidirectional,
  checkGradients,
  concatenate,
  conv1d,
  conv2d,
  conv2dTranspose,
  cropping1d,
  cropping2d,
  dense,
  depthwiseConv2d,
  dropout,
  embedding,
  flatten,
  gaussianDropout,
  gaussianNoise,
  globalAveragePooling1d,
  globalAveragePooling2d,
  globalMaxPooling1d,
  globalMaxPooling2d,
  graph,
  groupNormalization,
  gru,
  input,
  type Layer,
  type LayerCheck,
  layerNormalization,
  loadModel,
  lstm,
  masking,
  maximum,
  maxPooling1d,
  maxPooling2d,
  minimum,
  multiHeadAttention,
  multiply,
  normalization,
  permute,
  pickStep,
  positionalEmbedding,
  prelu,
  repeatVector,
  rescaling,
  reshape,
  residual,
  rmsNormalization,
  separableConv2d,
  simpleRnn,
  spatialDropout1d,
  spatialDropout2d,
  timeDistributed,
  upSampling1d,
  upSampling2d,
  zeroPadding1d,
  zeroPadding2d,
} from "@kindling/nn";
import { describe, expect, it } from "vitest";
import { indicesOf } from "../inspect/probe.ts";
import { LAYERS } from "./table.ts";

type Case = readonly [layer: Layer, check: LayerCheck];

const one = (layer: Layer, ...inputShape: number[]): Case => [layer, { inputShape }];
const several = (layer: Layer, ...inputShapes: Shape[]): Case => [layer, { inputShapes }];
const pair: Shape[] = [[2, 3], [2, 3]]; // biome-ignore format: one line

/**
 * Layers of every type, in every mode and in awkward shapes: extents of 1, odd ones, a batch of one
 * now and then. A type that is missing here fails the test.
 */
const CASES: Readonly<Record<string, readonly Case[]>> = {
  activation: [
    one(activation({ activation: "gelu" }), 5),
    one(activation({ activation: "softmax" }), 2, 3),
  ],
  add: [several(add(), ...pair), several(add(), [1], [1], [1])],
  alphaDropout: [one(alphaDropout({ rate: 0.4 }), 7), one(alphaDropout({ rate: 0 }), 2)],
  average: [several(average(), ...pair), several(average(), [1], [1], [1])],
  averagePooling1d: [one(averagePooling1d({ poolSize: 2 }), 5, 3)],
  averagePooling2d: [one(averagePooling2d({ poolSize: 2 }), 5, 4, 3)],
  batchNormalization: [
    one(batchNormalization(), 5),
    one(batchNormalization({ scale: false, epsilon: 0.5 }), 3, 2, 4),
    one(batchNormalization({ center: false, momentum: 0 }), 1),
    one(batchNormalization({ scale: false, center: false }), 2, 3),
    [batchNormalization(), { inputShape: [3, 2], batch: 1 }],
  ],
  bidirectional: [one(bidirectional({ layer: gru({ units: 2, returnSequences: true }) }), 3, 2)],
  concatenate: [
    several(concatenate(), [2, 3], [2, 1]),
    several(concatenate({ axis: 1 }), [2, 3], [1, 3], [4, 3]),
  ],
  conv1d: [one(conv1d({ filters: 3, kernelSize: 2 }), 5, 2)],
  conv2d: [one(conv2d({ filters: 3, kernelSize: 2, strides: 2, padding: "same" }), 5, 4, 2)],
  conv2dTranspose: [one(conv2dTranspose({ filters: 3, kernelSize: 2, strides: 2 }), 3, 2, 2)],
  cropping1d: [
    one(cropping1d({ cropping: [2, 1] }), 4, 3),
    one(cropping1d(), 5),
    one(cropping1d({ cropping: 0 }), 2, 1, 2),
  ],
  cropping2d: [
    one(cropping2d(), 3, 4, 2),
    one(cropping2d({ cropping: [[0, 2], [1, 0]] }), 3, 2, 1), // biome-ignore format: one line
  ],
  dense: [
    one(dense({ units: 4, activation: "tanh" }), 3),
    one(dense({ units: 1, useBias: false }), 1),
  ],
  depthwiseConv2d: [one(depthwiseConv2d({ kernelSize: 2, depthMultiplier: 2 }), 4, 3, 2)],
  dropout: [one(dropout({ rate: 0.4 }), 7), one(dropout({ rate: 0 }), 2)],
  embedding: [
    one(embedding({ inputDim: 4, outputDim: 2 }), 2),
    one(embedding({ inputDim: 3, outputDim: 1, maskZero: true }), 5),
    one(embedding({ inputDim: 1, outputDim: 3 })),
    one(embedding({ inputDim: 4, outputDim: 2 }), 2, 3),
  ],
  flatten: [one(flatten(), 2, 3), one(flatten(), 1)],
  gaussianDropout: [one(gaussianDropout({ rate: 0.4 }), 7), one(gaussianDropout({ rate: 0 }), 2)],
  gaussianNoise: [one(gaussianNoise({ stddev: 0.5 }), 7)],
  globalAveragePooling1d: [
    one(globalAveragePooling1d(), 5, 3),
    [
      globalAveragePooling1d(),
      { inputShape: [3, 2], mask: [[1, 0, 1], [0, 0, 0], [1, 1, 1]] }, // biome-ignore format: a row for each sample
    ],
  ],
  globalAveragePooling2d: [one(globalAveragePooling2d(), 3, 4, 3)],
  globalMaxPooling1d: [one(globalMaxPooling1d(), 5, 3)],
  globalMaxPooling2d: [one(globalMaxPooling2d(), 3, 4, 3)],
  groupNormalization: [
    one(groupNormalization({ groups: 2 }), 3, 2, 4),
    one(groupNormalization({ groups: 5, scale: false }), 3, 5),
    one(groupNormalization({ groups: 1, center: false }), 7),
  ],
  gru: [one(gru({ units: 3, returnSequences: true }), 4, 2)],
  layerNormalization: [
    one(layerNormalization(), 5),
    one(layerNormalization({ scale: false, epsilon: 0.5 }), 2, 3),
    one(layerNormalization({ center: false }), 3, 1, 4),
    one(layerNormalization({ center: false, scale: false }), 2, 2),
  ],
  lstm: [one(lstm({ units: 3 }), 4, 2)],
  masking: [one(masking(), 3, 2)],
  maximum: [several(maximum(), ...pair), several(maximum(), [3], [3], [3])],
  maxPooling1d: [one(maxPooling1d({ poolSize: 2 }), 5, 3)],
  maxPooling2d: [one(maxPooling2d({ poolSize: 2 }), 5, 4, 3)],
  minimum: [several(minimum(), ...pair), several(minimum(), [3], [3], [3])],
  multiHeadAttention: [
    one(multiHeadAttention({ numHeads: 2, keyDim: 3 }), 3, 4),
    several(multiHeadAttention({ numHeads: 1, keyDim: 2 }), [2, 3], [4, 3]),
  ],
  multiply: [several(multiply(), ...pair), several(multiply(), [3], [3], [3])],
  normalization: [one(normalization({ mean: [1, -2, 0], variance: [4, 0.5, 1] }), 2, 3)],
  permute: [one(permute({ dims: [2, 1] }), 3, 2), one(permute({ dims: [3, 1, 2] }), 2, 3, 4)],
  pickStep: [
    one(pickStep(), 3, 2),
    one(pickStep({ step: 0 }), 1),
    one(pickStep({ step: -2 }), 4, 1, 2),
  ],
  positionalEmbedding: [one(positionalEmbedding(), 3, 2)],
  prelu: [
    one(prelu(), 5),
    one(
      prelu({ alphaInitializer: { name: "constant", value: 0.25 }, sharedAxes: [1, 2] }),
      2,
      3,
      4,
    ),
    one(prelu({ sharedAxes: [2] }), 3, 2),
    one(prelu({ sharedAxes: [1] }), 3),
  ],
  repeatVector: [one(repeatVector({ n: 3 }), 2), one(repeatVector({ n: 1 }), 1)],
  rescaling: [one(rescaling({ scale: 0.5, offset: 3 }), 2, 3), one(rescaling({ scale: -2 }), 1)],
  reshape: [one(reshape({ targetShape: [3, -1] }), 2, 6), one(reshape({ targetShape: [] }), 1)],
  residual: [
    one(residual({ layers: [dense({ units: 3, activation: "tanh" }), batchNormalization()] }), 3),
  ],
  rmsNormalization: [one(rmsNormalization(), 5), one(rmsNormalization({ scale: false }), 2, 3)],
  separableConv2d: [one(separableConv2d({ filters: 3, kernelSize: 2 }), 4, 3, 2)],
  simpleRnn: [one(simpleRnn({ units: 3 }), 4, 2)],
  spatialDropout1d: [one(spatialDropout1d({ rate: 0.4 }), 2, 7)],
  spatialDropout2d: [
    one(spatialDropout2d({ rate: 0.4 }), 2, 2, 7),
    one(spatialDropout2d({ rate: 0 }), 1, 1, 1),
  ],
  timeDistributed: [
    one(timeDistributed({ layer: dense({ units: 2 }) }), 3, 2),
    one(timeDistributed({ layer: embedding({ inputDim: 3, outputDim: 2 }) }), 3, 2),
  ],
  upSampling1d: [one(upSampling1d({ size: 2 }), 3, 2)],
  upSampling2d: [one(upSampling2d({ size: 2 }), 3, 2, 2)],
  zeroPadding1d: [one(zeroPadding1d({ padding: 1 }), 3, 2)],
  zeroPadding2d: [one(zeroPadding2d({ padding: 1 }), 3, 2, 2)],
};

const cases = Object.entries(CASES).flatMap(([type, list]) =>
  list.map(([layer, check]) => {
    const { inputShapes = [check.inputShape!] } = check;
    const of = inputShapes.map((shape) => `[${shape}]`).join(", ");
    return [`${type} ${JSON.stringify(layer.config)} of ${of}`, layer, check] as const;
  }),
);

it("tries every layer that there is, and models can be loaded with each", () => {
  const exported = Object.values(nn as Record<string, unknown>).flatMap((each) =>
    typeof each === "function" && "type" in each ? [each.type] : [],
  );
  expect(Object.keys(CASES).toSorted()).toEqual(exported.toSorted());
  expect(LAYERS.map(({ type }) => type).toSorted()).toEqual(exported.toSorted());
  for (const [title, layer] of cases) expect(title.split(" ")[0]).toBe(layer.type);
});

describe("gradients equal central differences", () => {
  it.each(cases)("%s", (_, layer, check) => {
    expect(checkGradients(layer, { samples: 1e6, ...check }).error).toBeLessThan(1e-6);
  });
});

describe("every dialect has a start for every parameter", () => {
  it.each(cases)("%s", (_, layer, { inputShape, inputShapes = [inputShape!] }) => {
    for (const dialect of DIALECTS) {
      const inputs = inputShapes.map((shape) => input({ shape }));
      const model = graph({ inputs, outputs: layer.apply(inputs), dialect });
      for (const { value } of model.parameters) {
        expect(value.data.every(Number.isFinite)).toBe(true);
      }
    }
  });
});

describe("a saved model predicts the same", () => {
  it.each(cases)("%s", async (_, layer, { inputShape, inputShapes = [inputShape!] }) => {
    const inputs = inputShapes.map((shape) => input({ shape }));
    const model = graph({ inputs, outputs: layer.apply(inputs), seed: 3 });
    const rng = createRng(1);
    const end = indicesOf(layer, inputShapes);
    const drawn = inputShapes.map((shape, i) => {
      const [stream, out] = [rng.at(`x ${i}`), zeros([2, ...shape])];
      return end === undefined ? stream.normal(out) : stream.integers(out, 0, end);
    });
    const data = drawn.length === 1 ? drawn[0]! : drawn;
    const again = await loadModel(model.toBytes());
    expect(again.toBytes()).toEqual(model.toBytes());
    expect(toNested(again.predict(data))).toEqual(toNested(model.predict(data)));
  });
});

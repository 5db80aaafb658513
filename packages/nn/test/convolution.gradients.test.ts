import {
  averagePooling1d,
  averagePooling2d,
  checkGradients,
  conv1d,
  conv2d,
  conv2dTranspose,
  depthwiseConv2d,
  globalAveragePooling1d,
  globalAveragePooling2d,
  globalMaxPooling1d,
  globalMaxPooling2d,
  type Layer,
  maxPooling1d,
  maxPooling2d,
  separableConv2d,
  upSampling1d,
  upSampling2d,
  zeroPadding1d,
  zeroPadding2d,
} from "@kindling/nn";
import { describe, expect, it } from "vitest";

const image = [6, 7, 4];
const sequence = [9, 4];

/** Every option on its own, then awkward shapes: the kernel as large as the input, strides beyond it. */
const CASES: readonly (readonly [readonly number[], Layer])[] = [
  [image, conv2d({ filters: 3, kernelSize: 3 })],
  [image, conv2d({ filters: 3, kernelSize: [2, 3], activation: "tanh", padding: "same" })],
  [image, conv2d({ filters: 3, kernelSize: 4, padding: "same", strides: 2 })],
  [image, conv2d({ filters: 3, kernelSize: 3, padding: 1, strides: [2, 1], activation: "relu" })],
  [image, conv2d({ filters: 3, kernelSize: 3, padding: [0, 2], dilationRate: [1, 2] })],
  [image, conv2d({ filters: 6, kernelSize: 3, groups: 2, activation: "gelu" })],
  [image, conv2d({ filters: 4, kernelSize: 2, groups: 4, useBias: false })],
  [image, conv2d({ filters: 2, kernelSize: [6, 7] })],
  [image, conv2d({ filters: 5, kernelSize: 1, strides: 3 })],
  [image, conv2d({ filters: 2, kernelSize: 2, strides: [4, 5], activation: "softmax" })],
  [[1, 1, 1], conv2d({ filters: 1, kernelSize: 1 })],
  [[2, 3, 2], conv2d({ filters: 2, kernelSize: 5, padding: "same" })],
  [sequence, conv1d({ filters: 3, kernelSize: 3 })],
  [sequence, conv1d({ filters: 4, kernelSize: [4], strides: 2, padding: "same", groups: 2 })],
  [sequence, conv1d({ filters: 2, kernelSize: 3, dilationRate: 3, padding: 2, activation: "silu" })],
  [sequence, conv1d({ filters: 2, kernelSize: 9 })],
  [image, depthwiseConv2d({ kernelSize: 3 })],
  [image, depthwiseConv2d({ kernelSize: [3, 2], padding: "same", strides: 2, activation: "relu" })],
  [image, depthwiseConv2d({ kernelSize: 2, depthMultiplier: 3, dilationRate: 2 })],
  [image, separableConv2d({ filters: 3, kernelSize: 3, padding: "same", activation: "tanh" })],
  [image, separableConv2d({ filters: 5, kernelSize: 2, depthMultiplier: 2, strides: 2 })],
  [[3, 4, 3], conv2dTranspose({ filters: 2, kernelSize: 3 })],
  [[3, 4, 3], conv2dTranspose({ filters: 2, kernelSize: 3, strides: 2, padding: "same" })],
  [[3, 4, 3], conv2dTranspose({ filters: 2, kernelSize: 4, strides: 2, padding: 1 })],
  [[3, 4, 3], conv2dTranspose({ filters: 2, kernelSize: 2, strides: [3, 4], activation: "gelu" })],
  [[3, 4, 3], conv2dTranspose({ filters: 4, kernelSize: 2, dilationRate: 2, activation: "relu" })],
  [[3, 4, 3], conv2dTranspose({ filters: 2, kernelSize: 1, strides: 2, padding: "same" })],
  [image, maxPooling2d()],
  [image, maxPooling2d({ poolSize: 3, strides: 2, padding: "same" })],
  [image, maxPooling2d({ poolSize: [2, 3], strides: 1, padding: 1 })],
  [image, maxPooling2d({ poolSize: 1, strides: 3 })],
  [image, averagePooling2d({ poolSize: [2, 3] })],
  [image, averagePooling2d({ poolSize: 3, strides: 2, padding: "same" })],
  [image, averagePooling2d({ poolSize: [6, 7] })],
  [sequence, maxPooling1d({ poolSize: 3, strides: 2 })],
  [sequence, averagePooling1d({ poolSize: 4, padding: "same" })],
  [image, globalMaxPooling2d()],
  [image, globalAveragePooling2d()],
  [sequence, globalMaxPooling1d()],
  [sequence, globalAveragePooling1d()],
  [image, upSampling2d()],
  [image, upSampling2d({ size: [1, 3] })],
  [image, upSampling2d({ size: [2, 3], interpolation: "bilinear" })],
  [sequence, upSampling1d({ size: 3 })],
  [image, zeroPadding2d()],
  [image, zeroPadding2d({ padding: [[0, 2], [3, 1]] })],
  [sequence, zeroPadding1d({ padding: [2, 0] })],
]; // biome-ignore format: one line a case

describe("gradients equal central differences", () => {
  it.each(CASES.map(([shape, layer]) => [layer.type, layer.config, shape, layer] as const))(
    "%s %j on %j",
    (_type, _config, inputShape, layer) => {
      expect(checkGradients(layer, { inputShape, batch: 2 }).error).toBeLessThan(1e-6);
    },
  );
});

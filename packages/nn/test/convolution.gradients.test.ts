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
  [[1, 1, 2], conv2d({ filters: 2, kernelSize: 3, padding: "same", strides: 2 })],
  [[1, 2, 1], conv2d({ filters: 1, kernelSize: [3, 4], padding: [1, 2], activation: "elu" })],
  [[1, 1], conv1d({ filters: 1, kernelSize: 3, padding: 2, strides: 5 })],
  [[2, 1, 3], depthwiseConv2d({ kernelSize: [4, 3], padding: [2, 1], strides: [1, 4] })],
  [sequence, conv1d({ filters: 3, kernelSize: 3 })],
  [sequence, conv1d({ filters: 4, kernelSize: [4], strides: 2, padding: "same", groups: 2 })],
  [sequence, conv1d({ filters: 2, kernelSize: 3, dilationRate: 3, padding: 2, activation: "silu" })],
  [sequence, conv1d({ filters: 2, kernelSize: 9 })],
  [sequence, conv1d({ filters: 3, kernelSize: 3, padding: "causal", dilationRate: 2, activation: "tanh" })],
  [sequence, conv1d({ filters: 4, kernelSize: 4, padding: "causal", strides: 3, groups: 2 })],
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
  [[3, 4, 4], conv2dTranspose({ filters: 6, kernelSize: 3, strides: 2, padding: 1, outputPadding: 1, groups: 2 })],
  [[3, 2, 3], conv2dTranspose({ filters: 3, kernelSize: 2, strides: 3, groups: 3, outputPadding: [2, 1], activation: "tanh" })],
  [[3, 2, 3], conv2dTranspose({ filters: 2, kernelSize: [4, 1], strides: 3, padding: "same", outputPadding: [1, 2] })],
  [[1, 1, 1], conv2dTranspose({ filters: 1, kernelSize: 1 })],
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

/** What the options of a convolution may be, the usual value first. */
const MODES = {
  kernelSize: [[3, 2], 1, [1, 5]],
  padding: ["valid", "same", [0, 1]],
  strides: [1, [2, 3], 4],
  dilationRate: [1, [2, 3]],
  groups: [1, 2, 4],
} as const;

/** All combinations, but for a window of one pixel in the padding. */
function combinations(options: readonly (keyof typeof MODES)[]): Record<string, unknown>[] {
  return options
    .reduce<Record<string, unknown>[]>(
      (all, option) =>
        all.flatMap((config) => MODES[option].map((value) => ({ ...config, [option]: value }))),
      [{}],
    )
    .filter(({ kernelSize, padding }) => kernelSize !== 1 || typeof padding === "string");
}

/** The second of two numbers, in one dimension. */
function along(config: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(config).map(([name, value]) => [name, Array.isArray(value) ? value[1] : value]),
  );
}

describe("gradients equal central differences", () => {
  it.each(CASES.map(([shape, layer]) => [layer.type, layer.config, shape, layer] as const))(
    "%s %j on %j",
    (_type, _config, inputShape, layer) => {
      expect(checkGradients(layer, { inputShape, batch: 2 }).error).toBeLessThan(1e-6);
    },
  );

  const spatial = combinations(["kernelSize", "padding", "strides", "dilationRate"]);
  const grouped = combinations(["kernelSize", "padding", "strides", "dilationRate", "groups"]);
  it.each([
    ["conv2d", (c: object) => conv2d({ ...c, filters: 4 } as never), [5, 13, 4], grouped],
    ["conv1d", (c: object) => conv1d({ ...along(c), filters: 4 } as never), [13, 4], grouped],
    ["depthwiseConv2d", (c: object) => depthwiseConv2d(c as never), [5, 13, 2], spatial],
    ["separableConv2d", (c: object) => separableConv2d({ ...c, filters: 2 } as never), [5, 13, 2], spatial],
    ["conv2dTranspose", (c: object) => conv2dTranspose({ ...c, filters: 4 } as never), [2, 3, 4], grouped],
  ] as const)("%s with every padding × stride × dilation × groups", (_type, layer, inputShape, configs) => {
    const wrong = configs.flatMap((config) => {
      const { error } = checkGradients(layer(config), { inputShape, batch: 1, samples: 6 });
      return error < 1e-6 ? [] : [{ config, error }];
    });
    expect(configs.length).toBeGreaterThanOrEqual(48);
    expect(wrong).toEqual([]);
  }); // biome-ignore format: one line a layer
});

import {
  averagePooling1d,
  averagePooling2d,
  conv1d,
  conv2d,
  conv2dTranspose,
  depthwiseConv2d,
  flatten,
  globalAveragePooling1d,
  globalAveragePooling2d,
  globalMaxPooling1d,
  globalMaxPooling2d,
  type Layer,
  loadModel,
  maxPooling1d,
  maxPooling2d,
  separableConv2d,
  sequential,
  upSampling1d,
  upSampling2d,
  zeroPadding1d,
  zeroPadding2d,
} from "@kindling/nn";
import { describe, expect, it } from "vitest";

const NETS: readonly (readonly [readonly number[], readonly Layer[]])[] = [
  [
    [8, 9, 2],
    [
      zeroPadding2d({ padding: [[1, 0], [0, 2]] }),
      conv2d({ filters: 4, kernelSize: [3, 2], groups: 2, padding: "same", activation: "relu" }),
      maxPooling2d(),
      depthwiseConv2d({ kernelSize: 2, depthMultiplier: 2 }),
      separableConv2d({ filters: 3, kernelSize: 2, padding: 1, useBias: false }),
      averagePooling2d({ poolSize: 2, strides: 1 }),
      conv2dTranspose({ filters: 2, kernelSize: 3, strides: 2, padding: "same" }),
      upSampling2d({ size: 2, interpolation: "bilinear" }),
      globalMaxPooling2d(),
    ],
  ],
  [[4, 4, 3], [globalAveragePooling2d()]],
  [
    [12, 3],
    [
      zeroPadding1d(),
      conv1d({ filters: 4, kernelSize: 3, dilationRate: 2 }),
      maxPooling1d(),
      upSampling1d(),
      averagePooling1d({ poolSize: 3, strides: 1 }),
      globalMaxPooling1d(),
    ],
  ],
  [[5, 2], [globalAveragePooling1d(), flatten()]],
]; // biome-ignore format: one line a layer

describe("convolutions and poolings", () => {
  it.each(NETS)("come back from a file with their options: %j", async (inputShape, layers) => {
    const model = sequential({ inputShape, layers, seed: 5 });
    const size = inputShape.reduce((a, b) => a * b, 2);
    const x = Float64Array.from({ length: size }, (_, i) => Math.sin(i));
    const bytes = model.toBytes();
    const loaded = await loadModel(bytes);
    expect(loaded.predict(x).data).toEqual(model.predict(x).data);
    expect(loaded.toBytes()).toEqual(bytes);
    expect(loaded.summary()).toBe(model.summary());
  });

  it("stand in the summary with their shapes and fans", () => {
    const layers = [
      conv2d({ filters: 8, kernelSize: 3, padding: "same", groups: 2 }),
      depthwiseConv2d({ kernelSize: [3, 5], depthMultiplier: 2, useBias: false }),
      maxPooling2d(),
    ];
    const model = sequential({ inputShape: [28, 28, 4], layers });
    const lines = model.summary().split("\n");
    expect(lines.find((line) => line.startsWith("conv2d"))).toMatch(/\[batch, 28, 28, 8\] +152 /);
    expect(lines.find((line) => line.startsWith("maxPooling2d"))).toMatch(/\[batch, 13, 12, 16\]/);
    const fans = (path: string) => model.parameters.find((each) => each.path === path)!.fans;
    // Taps times the channels and filters of a group.
    expect(fans("conv2d_1/kernel")).toMatchObject({ fanIn: 9 * 2, fanOut: 9 * 4 });
    // An output sees the taps of one channel, an input is seen by two filters.
    expect(fans("depthwiseConv2d_1/depthwiseKernel")).toMatchObject({ fanIn: 15, fanOut: 30 });
  });

  it("count what an output of a transposed convolution meets", () => {
    const transposed = conv2dTranspose({ filters: 5, kernelSize: 4, strides: 2, padding: "same" });
    const model = sequential({ inputShape: [7, 7, 6], layers: [transposed] });
    expect(model.outputShape).toEqual([14, 14, 5]);
    // 16 taps, of which every second in each direction meets a pixel.
    expect(model.parameters[0]!.fans).toMatchObject({ fanIn: 4 * 6, fanOut: 16 * 5 });
  });
});

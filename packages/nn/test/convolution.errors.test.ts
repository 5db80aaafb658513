import {
  averagePooling1d,
  averagePooling2d,
  conv1d,
  conv2d,
  conv2dTranspose,
  depthwiseConv2d,
  globalMaxPooling2d,
  type Layer,
  maxPooling1d,
  maxPooling2d,
  separableConv2d,
  sequential,
  upSampling2d,
  zeroPadding1d,
  zeroPadding2d,
} from "@kindling/nn";
import { describe, expect, it } from "vitest";

const net = (inputShape: readonly number[], layer: Layer) => () =>
  sequential({ inputShape, layers: [layer] });

describe("bad convolutions and poolings: an error before any data", () => {
  it.each([
    [
      net([28, 28], conv2d({ filters: 1, kernelSize: 3 })),
      'conv2d "conv2d_1": input: expected [height, width, channels], got [28, 28]; images without colours have 1 channel, an axis of its own',
    ],
    [
      net([784], conv2d({ filters: 1, kernelSize: 3 })),
      "expected [height, width, channels], got [784]; images are [height, width, channels]",
    ],
    [
      net([9], conv1d({ filters: 1, kernelSize: 3 })),
      'conv1d "conv1d_1": input: expected [time, channels], got [9]; a sequence of numbers has 1 channel',
    ],
    [
      net([2, 5, 1], conv2d({ filters: 1, kernelSize: 3 })),
      'conv2d "conv2d_1": input: expected at least 3 positions for a window that reaches over 3, got 2; a smaller window or padding: "same" fits',
    ],
    [
      net([4, 4, 1], conv2d({ filters: 1, kernelSize: 3, dilationRate: 2 })),
      "input: expected at least 5 positions for a window that reaches over 5, got 4",
    ],
    [
      net([4, 4, 1], conv2d({ filters: 1, kernelSize: 3, padding: 3 })),
      "padding: expected less than the window's 3, got 3",
    ],
    [
      net([4, 4, 3], conv2d({ filters: 4, kernelSize: 1, groups: 2 })),
      'conv2d "conv2d_1": groups: expected a divisor of 3 channels, got 2',
    ],
    [
      () => conv2d({ filters: 3, kernelSize: 1, groups: 2 }),
      "conv2d: groups: expected a divisor of 3 filters, got 2",
    ],
    [
      net([0, 3, 1], conv2d({ filters: 1, kernelSize: 1, padding: "same" })),
      "input: expected at least 1 positions for a window that reaches over 1, got 0",
    ],
    [
      net([0, 2], conv1d({ filters: 1, kernelSize: 1 })),
      "input: expected at least 1 positions for a window that reaches over 1, got 0",
    ],
    [
      net([1, 3, 1], maxPooling2d()),
      'maxPooling2d "maxPooling2d_1": input: expected at least 2 positions',
    ],
    [
      net([3, 1], maxPooling1d({ poolSize: 4 })),
      "input: expected at least 4 positions for a window that reaches over 4, got 3",
    ],
    [net([4, 4, 1], averagePooling2d({ padding: 2 })), "expected less than the window's 2, got 2"],
    [net([0, 4, 1], globalMaxPooling2d()), "input: expected at least one position, got none"],
    [
      net([2, 2, 1], conv2dTranspose({ filters: 1, kernelSize: 1, padding: 1 })),
      "padding: expected less than half of the 2 pixels there are, got 1",
    ],
    [
      net(
        [1, 2, 1],
        conv2dTranspose({
          filters: 1,
          kernelSize: 2,
          padding: "same",
          outputPadding: 0,
          strides: 2,
        }),
      ),
      "padding: expected less than half of the 2 pixels there are, got 1",
    ],
    [
      net([0, 2, 1], conv2dTranspose({ filters: 1, kernelSize: 2 })),
      'conv2dTranspose "conv2dTranspose_1": input: expected at least one pixel, got [0, 2]',
    ],
    [
      net([2, 2, 3], conv2dTranspose({ filters: 4, kernelSize: 1, groups: 2 })),
      'conv2dTranspose "conv2dTranspose_1": groups: expected a divisor of 3 channels, got 2',
    ],
    [
      () => conv2dTranspose({ filters: 3, kernelSize: 1, groups: 2 }),
      "conv2dTranspose: groups: expected a divisor of 3 filters, got 2",
    ],
    [
      () => conv2dTranspose({ filters: 3, kernelSize: 1, strides: 2, outputPadding: 2 }),
      "conv2dTranspose: outputPadding: expected a whole number from 0 to 1, got 2",
    ],
    [
      () => conv2dTranspose({ filters: 3, kernelSize: 1, strides: 3, outputPadding: [1, -1] }),
      "conv2dTranspose: outputPadding: expected a whole number, at least 0, got -1",
    ],
    [
      () => conv2d({ filters: 1, kernelSize: 3, groups: 1.5 }),
      "conv2d: groups: expected a whole number, at least 1, got 1.5",
    ],
    [
      () => conv2d({ filters: 1, kernelSize: 3, groups: 0 }),
      "conv2d: groups: expected a whole number, at least 1, got 0",
    ],
    [
      () => conv1d({ filters: 1, kernelSize: 2.5 }),
      "conv1d: kernelSize: expected a whole number, at least 1, got 2.5",
    ],
    [
      () => conv2d({ filters: 1, kernelSize: 3, strides: [1, 0] }),
      "conv2d: strides: expected a whole number, at least 1, got 0",
    ],
    [
      () => conv2d({ filters: 1, kernelSize: 3, strides: "2" as never }),
      'conv2d: strides: expected a number, or one for each of 2 axes, got "2"',
    ],
    [
      () => depthwiseConv2d({ kernelSize: 3, dilationRate: 1.5 }),
      "depthwiseConv2d: dilationRate: expected a whole number, at least 1, got 1.5",
    ],
    [
      () => conv2d({ filters: 1, kernelSize: 3, padding: [1, 0.5] }),
      "conv2d: padding: expected a whole number, at least 0, got 0.5",
    ],
    [
      () => maxPooling2d({ poolSize: Number.NaN }),
      "maxPooling2d: poolSize: expected a whole number, at least 1, got NaN",
    ],
    [
      () => averagePooling1d({ strides: -1 }),
      "averagePooling1d: strides: expected a whole number, at least 1, got -1",
    ],
    [
      net([3, 5, 2], depthwiseConv2d({ kernelSize: [4, 2] })),
      'depthwiseConv2d "depthwiseConv2d_1": input: expected at least 4 positions for a window that reaches over 4, got 3',
    ],
    [
      net([3, 3, 2], separableConv2d({ filters: 1, kernelSize: 2, dilationRate: 3 })),
      'separableConv2d "separableConv2d_1": input: expected at least 4 positions for a window that reaches over 4, got 3',
    ],
    [
      net([1, 1, 1], conv2d({ filters: 1, kernelSize: 4, padding: 1 })),
      "input: expected at least 2 positions for a window that reaches over 4, got 1",
    ],
    [
      () => conv2d({ filters: 0, kernelSize: 1 }),
      "conv2d: filters: expected a whole number, at least 1, got 0",
    ],
    [
      () => conv2d({ filters: 1, kernelSize: 0 }),
      "conv2d: kernelSize: expected a whole number, at least 1, got 0",
    ],
    [
      () => conv2d({ filters: 1 } as never),
      "conv2d: kernelSize: expected a number, or one for each of 2 axes, got undefined",
    ],
    [
      () => conv2d({ filters: 1, kernelSize: [3] as never }),
      "conv2d: kernelSize: expected a number, or one for each of 2 axes, got an array of 1",
    ],
    [
      () => conv1d({ filters: 1, kernelSize: [3, 3] as never }),
      "conv1d: kernelSize: expected a number, got an array of 2",
    ],
    [
      () => conv2d({ filters: 1, kernelSize: 3, padding: "causal" as never }),
      'conv2d: padding: expected "valid", "same" or whole numbers, got "causal"',
    ],
    [
      () => conv1d({ filters: 1, kernelSize: 3, padding: "full" as never }),
      'conv1d: padding: expected "valid", "same", "causal" or whole numbers, got "full"',
    ],
    [
      () => conv2d({ filters: 1, kernelSize: 3, padding: "full" as never }),
      'conv2d: padding: expected "valid", "same" or whole numbers, got "full"',
    ],
    [
      () => conv2d({ filters: 1, kernelSize: 3, padding: -1 }),
      "conv2d: padding: expected a whole number, at least 0, got -1",
    ],
    [
      () => depthwiseConv2d({ kernelSize: 3, depthMultiplier: 0 }),
      "depthwiseConv2d: depthMultiplier: expected a whole number, at least 1, got 0",
    ],
    [
      () => upSampling2d({ interpolation: "cubic" as never }),
      'upSampling2d: interpolation: expected "nearest" or "bilinear", got "cubic"',
    ],
    [() => upSampling2d({ size: 1.5 }), "upSampling2d: size: expected a whole number"],
    [
      () => zeroPadding2d({ padding: [1, 2, 3] as never }),
      "zeroPadding2d: padding: expected a number, one for each of 2 axes, or two for each, got an array of 3",
    ],
    [
      () => zeroPadding1d({ padding: [1] as never }),
      "zeroPadding1d: padding: expected a number or two of them, got an array of 1",
    ],
    [
      () => conv2d({ filters: 1, kernelSize: 3, dilation: 2 } as never),
      'conv2d: unknown option "dilation"',
    ],
  ] as const)("%#: %s", (make, message) => {
    expect(make).toThrow(message);
  });
});

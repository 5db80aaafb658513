import { torchRng } from "@kindling/core";
import { fans, type InitializerSpec, type ParameterLayout } from "@kindling/init";
import {
  bidirectional,
  conv1d,
  conv2d,
  conv2dTranspose,
  dense,
  depthwiseConv2d,
  embedding,
  gru,
  type Layer,
  lstm,
  type Model,
  separableConv2d,
  sequential,
  simpleRnn,
} from "@kindling/nn";
import { describe, expect, it } from "vitest";
import golden from "./golden/initial-weights.json" with { type: "json" };

const nets: Readonly<Record<string, readonly number[][]>> = golden.nets;

/** A net whose weights are drawn as PyTorch does after `torch.manual_seed`. */
function drawn(inputShape: readonly number[], layers: readonly Layer[]): Model {
  return sequential({ inputShape, layers, dialect: "torch", rng: torchRng(golden.seed) });
}

function expectBits(model: Model, name: string): void {
  expect(model.parameters).toHaveLength(nets[name]!.length);
  for (const [i, { value }] of model.parameters.entries()) {
    expect(value.data).toEqual(Float32Array.from(nets[name]![i]!));
  }
}

describe(`the weights of torch.manual_seed(${golden.seed}) to the bit`, () => {
  it("of linear layers", () => {
    expectBits(
      drawn(
        [7],
        [5, 5, 3].map((units) => dense({ units })),
      ),
      "dense",
    );
    expectBits(drawn([40], [dense({ units: 30 })]), "wide dense");
  });

  it("of convolutions, grouped and transposed, in one dimension and two", () => {
    const one = [conv1d({ filters: 4, kernelSize: 3 }), conv1d({ filters: 2, kernelSize: 2 })];
    expectBits(drawn([9, 3], one), "conv1d");
    const two = [
      conv2d({ filters: 4, kernelSize: 3 }),
      conv2d({ filters: 6, kernelSize: [1, 2], groups: 2 }),
    ];
    expectBits(drawn([8, 8, 3], two), "conv2d");
    const back = conv2dTranspose({ filters: 4, kernelSize: 3, strides: 2 });
    expectBits(drawn([4, 4, 3], [back]), "conv2dTranspose");
  });

  it("of depthwise and separable convolutions", () => {
    const deep = depthwiseConv2d({ kernelSize: 3, depthMultiplier: 2 });
    expectBits(drawn([5, 5, 3], [deep]), "depthwiseConv2d");
    const separable = separableConv2d({ filters: 4, kernelSize: 3, depthMultiplier: 2 });
    expectBits(drawn([5, 5, 3], [separable]), "separableConv2d");
  });
});

describe("its weights of recurrent layers, with both of its biases, and of embeddings", () => {
  const two = { units: 4, useRecurrentBias: true, returnSequences: true };
  it.each<[string, readonly Layer[]]>([
    ["simpleRnn", [simpleRnn(two)]],
    ["lstm", [lstm(two)]],
    ["gru", [gru({ units: 4 })]],
    ["stacked lstm", [lstm(two), lstm(two)]],
    ["bidirectional gru", [bidirectional({ layer: gru({ units: 2 }) })]],
  ])("%s", (name, layers) => {
    expectBits(drawn([5, 3], layers), name);
  });

  it("embedding", () => {
    expectBits(drawn([5], [embedding({ inputDim: 6, outputDim: 5 })]), "embedding");
  });
});

describe("the initializers of torch.nn.init, by name, to the bit", () => {
  it.each<[string, InitializerSpec]>([
    ["xavier_uniform_", { name: "xavier_uniform_", gain: 5 / 3 }],
    ["xavier_normal_", "xavier_normal_"],
    ["kaiming_uniform_", "kaiming_uniform_"],
    ["kaiming_normal_", { name: "kaiming_normal_", mode: "fanOut" }],
    ["normal_", "normal_"],
    ["uniform_", "uniform_"],
  ])("%s", (name, kernelInitializer) => {
    const layer = dense({ units: 24, kernelInitializer, biasInitializer: "zeros" });
    expectBits(drawn([20], [layer]), name);
  });

  // PyTorch's own erf⁻¹ errs by up to 3 units in the last place within ±2σ, and here the bounds lie
  // at ±2.67σ; its QR is LAPACK's, whose entries of at most 1 err by a few units of 2⁻²⁴.
  const qr = 16 * 2 ** -24;
  it.each<[string, Layer, readonly number[]]>([
    ["square", dense({ units: 6, kernelInitializer: "orthogonal_" }), [6]],
    ["narrowing", dense({ units: 5, kernelInitializer: { name: "orthogonal_", gain: 1.5 } }), [9]],
    ["conv2d", conv2d({ filters: 4, kernelSize: 2, kernelInitializer: "orthogonal_" }), [3, 3, 3]],
    [
      "widening conv2d",
      conv2d({ filters: 7, kernelSize: 2, kernelInitializer: "orthogonal_" }),
      [3, 3, 1],
    ],
  ])("orthogonal_, %s, to a few roundings", (name, layer, inputShape) => {
    const [kernel] = drawn(inputShape, [layer]).parameters;
    for (const [i, expected] of nets[`orthogonal_ ${name}`]![0]!.entries()) {
      expect(Math.abs(kernel!.value.data[i]! - expected)).toBeLessThanOrEqual(1.5 * qr);
    }
  });

  it.each<[string, InitializerSpec, number]>([
    ["trunc_normal_", { name: "trunc_normal_", std: 0.75 }, 8 * 2 ** -23],
    ["orthogonal_", "orthogonal_", qr],
  ])("%s, to a few roundings", (name, kernelInitializer, tolerance) => {
    const layer = dense({ units: 24, kernelInitializer, biasInitializer: "zeros" });
    const [kernel] = drawn([20], [layer]).parameters;
    for (const [i, expected] of nets[name]![0]!.entries()) {
      const error = Math.abs(kernel!.value.data[i]! - expected);
      expect(error).toBeLessThanOrEqual(
        tolerance * (name === "orthogonal_" ? 1 : Math.abs(expected)),
      );
    }
  });
});

describe("the fans that layers declare", () => {
  it.each<[Layer, readonly number[], string, ParameterLayout]>([
    [dense({ units: 5 }), [7], "kernel", "channelsLast"],
    [conv1d({ filters: 4, kernelSize: 3 }), [9, 2], "kernel", "channelsLast"],
    [conv2d({ filters: 6, kernelSize: [1, 2] }), [8, 8, 3], "kernel", "channelsLast"],
    [
      conv2d({ filters: 6, kernelSize: 3, groups: 2 }),
      [8, 8, 4],
      "kernel",
      { kind: "channelsLast", groups: 2 },
    ],
    [
      depthwiseConv2d({ kernelSize: 3, depthMultiplier: 2 }),
      [5, 5, 3],
      "depthwiseKernel",
      "depthwise",
    ],
    [separableConv2d({ filters: 4, kernelSize: 3 }), [5, 5, 3], "depthwiseKernel", "depthwise"],
    [separableConv2d({ filters: 4, kernelSize: 3 }), [5, 5, 3], "pointwiseKernel", "channelsLast"],
    [
      conv2dTranspose({ filters: 4, kernelSize: 4, strides: 2 }),
      [4, 4, 3],
      "kernel",
      { kind: "transposed", strides: [2, 2] },
    ],
    [embedding({ inputDim: 6, outputDim: 5 }), [5], "embeddings", "embedding"],
    [simpleRnn({ units: 4 }), [5, 3], "kernel", "channelsLast"],
    [lstm({ units: 4 }), [5, 3], "kernel", { kind: "gates", count: 4 }],
    [lstm({ units: 4 }), [5, 3], "recurrentKernel", { kind: "gates", count: 4 }],
    [gru({ units: 4 }), [5, 3], "kernel", { kind: "gates", count: 3 }],
    [gru({ units: 4 }), [5, 3], "recurrentKernel", { kind: "gates", count: 3 }],
  ])("%o of %j: its %s is %o", (layer, inputShape, role, layout) => {
    const { parameters } = sequential({ inputShape, layers: [layer] });
    const parameter = parameters.find(({ path }) => path.endsWith(`/${role}`))!;
    const { fanIn, fanOut } = parameter.fans;
    expect({ fanIn, fanOut }).toEqual(fans(parameter.shape, layout));
  });
});

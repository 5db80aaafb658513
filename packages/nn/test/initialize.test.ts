import { createRng, type Tensor, tensor, toNested, zeros } from "@kindling/core";
import { fixup, lsuv, reZero, weightNorm } from "@kindling/init";
import {
  activation,
  add,
  checkGradients,
  conv1d,
  conv2d,
  conv2dTranspose,
  dense,
  depthwiseConv2d,
  flatten,
  graph,
  initialize,
  input,
  type Layer,
  loadModel,
  lstm,
  residual,
  separableConv2d,
  sequential,
  sgd,
} from "@kindling/nn";
import { describe, expect, it } from "vitest";

const x = createRng(2).normal(zeros([200, 10]), 1, 5);

function varianceOf({ data }: Tensor): number {
  const mean = data.reduce((sum, value) => sum + value, 0) / data.length;
  return data.reduce((sum, value) => sum + (value - mean) ** 2, 0) / data.length;
}

/** z of the layer at that place of a row: the same weights in a net that ends there, without activation. */
function preactivation(model: ReturnType<typeof sequential>, upTo: number, data: Tensor): Tensor {
  const layers = model.layers.slice(0, upTo + 1).map((layer, i): Layer => {
    return i === upTo
      ? dense({ ...(layer.config as { units: number }), activation: "linear" })
      : layer;
  });
  const cut = sequential({ inputShape: model.inputShape, layers });
  for (const [i, { value }] of cut.parameters.entries()) {
    value.data.set(model.parameters[i]!.value.data);
  }
  return cut.predict(data);
}

describe("initialize", () => {
  it("gives every layer's output the variance 1, by LSUV", () => {
    const model = sequential({
      inputShape: [10],
      layers: [
        dense({ units: 30, activation: "relu" }),
        dense({ units: 20, activation: "tanh" }),
        dense({ units: 5, activation: "softmax" }),
      ],
    });
    initialize(model, lsuv({ data: x, tolerance: 1e-4 }));
    for (const layer of [0, 1, 2]) {
      // The tolerance, and the roundings of another order of sums.
      expect(Math.abs(varianceOf(preactivation(model, layer, x)) - 1)).toBeLessThan(2e-4);
    }
  });

  it("takes convolutions, layers inside of layers, and those that are applied twice", () => {
    const image = input({ shape: [6, 6, 2] });
    const features = flatten().apply(
      conv2d({ filters: 3, kernelSize: 3, activation: "relu" }).apply(image),
    );
    const twice = dense({ units: 48, activation: "tanh" });
    const inside = residual({
      layers: [dense({ units: 48, activation: "gelu" }), dense({ units: 48 })],
    });
    const first = twice.apply(features);
    const output = add().apply([inside.apply(first), twice.apply(first)]);
    const model = graph({ inputs: image, outputs: output });
    const data = createRng(3).normal(zeros([50, 6, 6, 2]));
    initialize(model, lsuv({ data, tolerance: 1e-3 }));
    const seen = model.initializable();
    expect(seen.layers.map(({ path }) => path)).toEqual([
      "conv2d_1",
      "dense_1",
      "residual_1/dense_1",
      "residual_1/dense_2",
    ]);
    for (const layer of seen.layers) {
      const z = seen.preactivation(layer, data);
      expect(Math.abs(varianceOf(z) - 1)).toBeLessThan(1e-3);
    }
    expect(seen.preactivation(seen.layers[0]!, data).shape).toEqual([50, 4, 4, 3]);
  });

  it("sees z itself: what the activation makes of it is the output", () => {
    const model = sequential({
      inputShape: [10],
      layers: [dense({ units: 4, activation: "tanh" })],
    });
    const { layers, preactivation } = model.initializable();
    const z = preactivation(layers[0]!, x);
    const y = model.predict(x);
    z.data.forEach((value, i) => {
      expect(Math.abs(Math.tanh(value) - y.data[i]!)).toBeLessThan(2 ** -22); // roundings of z and y
    });
  });

  it("starts residual nets as nothing but their stem, by Fixup", () => {
    const branch = (): Layer =>
      residual({ layers: [dense({ units: 10, activation: "relu" }), dense({ units: 10 })] });
    const model = sequential({
      inputShape: [10],
      layers: [dense({ units: 10 }), branch(), branch(), dense({ units: 3 })],
    });
    initialize(model, fixup());
    expect(model.predict(x).data.every((value) => value === 0)).toBe(true);
    // Two branches of two layers: 2^(−1/2).
    const kernel = model.parameters.find(({ path }) => path === "residual_2/dense_1/kernel")!;
    const drawn = createRng(0)
      .at(kernel.path)
      .normal(zeros([10, 10]), 0, Math.sqrt(2 / 10));
    kernel.value.data.forEach((value, i) => {
      expect(Math.abs(value - drawn.data[i]! / Math.SQRT2)).toBeLessThan(1e-7);
    });
  });

  it("starts residual nets as the identity, by ReZero", () => {
    const branch = (): Layer =>
      residual({ layers: [dense({ units: 10, activation: "tanh" })], scaleInitializer: "ones" });
    const model = sequential({ inputShape: [10], layers: [branch(), branch()] });
    expect(model.predict(x).data).not.toEqual(x.data);
    const kernel = model.parameters[0]!.value.data.slice();
    initialize(model, reZero());
    expect(model.predict(x).data).toEqual(x.data);
    expect(model.parameters[0]!.value.data).toEqual(kernel);
    expect(checkGradients(branch(), { inputShape: [10] }).error).toBeLessThan(1e-6);
    const small = residual({ layers: [dense({ units: 3 })], scaleInitializer: { name: "constant", value: -0.7 } }); // biome-ignore format: one line
    expect(checkGradients(small, { inputShape: [3] }).error).toBeLessThan(1e-6);
  });

  it("gives units mean 0 and variance 1, by weight normalisation", () => {
    const model = sequential({
      inputShape: [10],
      layers: [dense({ units: 6, activation: "tanh" })],
    });
    initialize(model, weightNorm({ data: toNested(x) as number[][] }));
    const z = preactivation(model, 0, x);
    for (let unit = 0; unit < 6; unit++) {
      const column = zeros([200]);
      for (let i = 0; i < 200; i++) column.set(i, z.get(i, unit));
      expect(Math.abs(column.data.reduce((sum, value) => sum + value, 0) / 200)).toBeLessThan(1e-5);
      expect(Math.abs(varianceOf(column) - 1)).toBeLessThan(1e-5);
    }
  });

  it.each<[string, Layer]>([
    ["conv1d", conv1d({ filters: 4, kernelSize: 3, activation: "relu" })],
    ["conv2d", conv2d({ filters: 6, kernelSize: [1, 2], groups: 3, activation: "relu" })],
    ["conv2dTranspose", conv2dTranspose({ filters: 4, kernelSize: 3, strides: 2 })],
    ["depthwiseConv2d", depthwiseConv2d({ kernelSize: 3, depthMultiplier: 2 })],
    ["separableConv2d", separableConv2d({ filters: 5, kernelSize: 3, depthMultiplier: 2 })],
  ])("gives every channel of %s mean 0 and variance 1", (name, layer) => {
    const inputShape = name === "conv1d" ? [8, 3] : [6, 6, 3];
    const model = sequential({ inputShape, layers: [layer] });
    const data = createRng(6).normal(zeros([40, ...inputShape]), 1, 2);
    initialize(model, weightNorm({ data }));
    const seen = model.initializable();
    const z = seen.preactivation(seen.layers[0]!, data);
    const channels = z.shape.at(-1)!;
    for (let channel = 0; channel < channels; channel++) {
      const values = z.data.filter((_, at) => at % channels === channel);
      // Roundings of the products and of the mean, each relative to a spread of 1.
      expect(Math.abs(values.reduce((sum, value) => sum + value, 0) / values.length)).toBeLessThan(
        1e-5,
      );
      expect(Math.abs(varianceOf(tensor(values)) - 1)).toBeLessThan(1e-5);
    }
  });

  it("is the same for the same seed, and leaves layers that have no activation to leave", () => {
    const make = () =>
      sequential({
        inputShape: [4, 3],
        seed: 5,
        layers: [lstm({ units: 3 }), dense({ units: 2 })],
      });
    const data = createRng(4).normal(zeros([20, 4, 3]));
    const [one, other, untouched] = [make(), make(), make()];
    initialize(one, lsuv({ data }));
    initialize(other, lsuv({ data }));
    expect(one.toBytes()).toEqual(other.toBytes());
    const kernels = [one, untouched].map(({ parameters }) => parameters[0]!.value.data);
    expect(kernels[0]).toEqual(kernels[1]);
  });

  it("trains on, and is saved", async () => {
    const model = sequential({ inputShape: [10], layers: [dense({ units: 3 }), activation({ activation: "tanh" })] }); // biome-ignore format: one line
    initialize(model, lsuv({ data: x }));
    model.compile({ optimizer: sgd(), loss: "meanSquaredError" });
    const [before] = [model.trainOnBatch(x, zeros([200, 3])).loss!];
    expect(model.trainOnBatch(x, zeros([200, 3])).loss).toBeLessThan(before);
    const again = await loadModel(model.toBytes());
    expect(again.predict(x).data).toEqual(model.predict(x).data);
  });

  it("changes nothing when the model or the data do not serve", () => {
    const model = sequential({ inputShape: [10], layers: [dense({ units: 3 })] });
    const before = model.toBytes();
    expect(() => initialize(model, fixup())).toThrow(
      "fixup: expected a model with residual branches, got none",
    );
    expect(() => initialize(model, reZero())).toThrow("reZero: expected a model with residual");
    expect(() => initialize(model, lsuv({ data: [[1, 2]] }))).toThrow("initialize: data");
    const same = Array.from({ length: 4 }, () => Array.from({ length: 10 }, () => 0));
    expect(() => initialize(model, lsuv({ data: same }))).toThrow(
      "dense_1: lsuv: expected a finite output",
    );
    expect(model.toBytes()).toEqual(before);
  });
});

import { createRng, torchRng, zeros } from "@kindling/core";
import { describe, expect, it } from "vitest";
import { describe as describeInitializer } from "./describe.ts";
import { dialect } from "./dialect.ts";
import type { DialectName } from "./dialect-table.ts";
import { heNormal } from "./initializers/he-normal.ts";
import type { Law } from "./law.ts";
import type { Fans } from "./law-context.ts";
import { support, variance } from "./moments.ts";

const gate = { fanIn: 8, fanOut: 16 };
const start = (name: DialectName, layer: string, parameter: string, shape: readonly number[]) =>
  dialect(name).start({ layer, parameter, shape }, gate);
const law = (...place: Parameters<typeof start>): Law => start(...place).law!(gate);

// Bounds and standard deviations by the formulas of each framework's source.
describe("keras", () => {
  it.each([
    ["dense", "kernel", [8, 16], Math.sqrt(6 / (8 + 16))],
    ["conv2d", "kernel", [3, 3, 4, 5], Math.sqrt(6 / (36 + 45))],
    ["conv2dTranspose", "kernel", [3, 3, 5, 4], Math.sqrt(6 / (45 + 36))],
    ["depthwiseConv2d", "depthwiseKernel", [3, 3, 4, 2], Math.sqrt(6 / (36 + 18))],
    ["separableConv2d", "pointwiseKernel", [1, 1, 8, 5], Math.sqrt(6 / (8 + 5))],
    ["lstm", "kernel", [8, 64], Math.sqrt(6 / (8 + 64))],
    ["gru", "kernel", [8, 48], Math.sqrt(6 / (8 + 48))],
    ["embedding", "embeddings", [10, 4], 0.05],
  ])("%s: %s %j is uniform within %d", (layer, parameter, shape, bound) => {
    const [least, greatest] = support(law("keras", layer, parameter, shape));
    expect(greatest).toBeCloseTo(bound, 14);
    expect(least).toBeCloseTo(-bound, 14);
  });

  it("has zero biases, but for the forget gate", () => {
    expect(law("keras", "dense", "bias", [16])).toMatchObject({ value: 0 });
    expect(law("keras", "batchNormalization", "gamma", [16])).toMatchObject({ value: 1 });
    const bias = zeros([8]);
    start("keras", "lstm", "bias", [8]).fill(bias, { ...gate, rng: createRng(1) });
    expect([...bias.data]).toEqual([0, 0, 1, 1, 0, 0, 0, 0]);
  });

  it("starts one forget gate at 1, not the second bias too", () => {
    expect(law("keras", "lstm", "recurrentBias", [8])).toMatchObject({ value: 0 });
  });

  it("has orthogonal recurrent kernels, all gates taken together", () => {
    expect(start("keras", "lstm", "recurrentKernel", [4, 16]).name).toBe("orthogonal");
  });
});

it("has attention as Keras counts it, with kernels [in, heads, size]", () => {
  const bound = (parameter: string, shape: readonly number[], axes: readonly number[]): number => {
    const place = { layer: "multiHeadAttention", parameter, shape, axes };
    return support(dialect("keras").start(place, gate).law!(gate))[1];
  };
  // compute_fans([12, 4, 5]): 12·4 and 12·5; compute_fans([4, 5, 12]): 4·5 and 4·12.
  expect(bound("queryKernel", [12, 20], [12, 4, 5])).toBeCloseTo(Math.sqrt(6 / (48 + 60)), 14);
  expect(bound("outputKernel", [20, 12], [4, 5, 12])).toBeCloseTo(Math.sqrt(6 / (20 + 48)), 14);
});

describe("torch", () => {
  it.each([
    ["dense", "kernel", [8, 16], 1 / Math.sqrt(8)],
    ["dense", "bias", [16], 1 / Math.sqrt(8)],
    ["conv2dTranspose", "kernel", [2, 2, 4, 5], 1 / Math.sqrt(16)], // taps·out, the declared fanOut
    ["conv2dTranspose", "bias", [4], 1 / Math.sqrt(16)],
    ["lstm", "kernel", [8, 64], 1 / Math.sqrt(16)],
    ["lstm", "recurrentKernel", [16, 64], 1 / Math.sqrt(16)],
    ["gru", "bias", [2, 48], 1 / Math.sqrt(16)],
    ["simpleRnn", "recurrentKernel", [16, 16], 1 / Math.sqrt(16)],
  ])("%s: %s %j is uniform within %d", (layer, parameter, shape, bound) => {
    expect(support(law("torch", layer, parameter, shape))[1]).toBeCloseTo(bound, 14);
  });

  it("has attention with query, key and value as one matrix, and a linear layer behind it", () => {
    const square = { fanIn: 16, fanOut: 16 };
    const bound = (parameter: string, fans: Fans): number => {
      const place = { layer: "multiHeadAttention", parameter, shape: [fans.fanIn, fans.fanOut] };
      return support(dialect("torch").start(place, fans).law!(fans))[1];
    };
    expect(bound("queryKernel", square)).toBeCloseTo(Math.sqrt(6 / (16 + 48)), 14);
    expect(bound("keyKernel", { fanIn: 8, fanOut: 16 })).toBeCloseTo(Math.sqrt(6 / 24), 14);
    expect(bound("outputKernel", square)).toBeCloseTo(1 / 4, 14);
    for (const bias of ["queryBias", "outputBias"]) expect(bound(bias, square)).toBe(0);
  });

  it("has embeddings N(0, 1), and a slope of 1/4", () => {
    expect(law("torch", "embedding", "embeddings", [9, 4])).toMatchObject({ mean: 0, std: 1 });
    expect(law("torch", "prelu", "alpha", [4])).toMatchObject({ value: 0.25 });
  });

  it("has the float32 bounds of kaiming_uniform_(a = √5), its own way to the same number", () => {
    const gain = Math.sqrt(2 / (1 + Math.sqrt(5) ** 2));
    for (let fanIn = 1; fanIn <= 20_000; fanIn++) {
      const bound = Math.sqrt(3) * (gain / Math.sqrt(fanIn));
      expect(Math.fround(1 / Math.sqrt(fanIn))).toBe(Math.fround(bound));
    }
  });

  it("fills kernels [in, out] in the order of [out, in], by any law", () => {
    const out = zeros([2, 3]);
    const context = { fanIn: 2, fanOut: 3, rng: torchRng(1) };
    const place = { layer: "dense", parameter: "kernel", shape: [2, 3] };
    dialect("torch").fill(place, heNormal(), out, context);
    const flat = torchRng(1).normal(zeros([3, 2]));
    expect(out.get(1, 0)).toBe(flat.get(0, 1));
    expect(out.get(0, 2)).toBe(flat.get(2, 0));
  });

  it("fills kernels of convolutions in the order of [out, in, h, w], of depthwise ones of [in, m, h, w]", () => {
    for (const [parameter, shape, axes] of [
      ["kernel", [2, 3, 4, 5], [5, 4, 2, 3]],
      ["depthwiseKernel", [2, 3, 4, 5], [4, 5, 2, 3]],
    ] as const) {
      const out = zeros(shape);
      const rng = torchRng(1);
      dialect("torch").fill({ layer: "conv2d", parameter, shape }, heNormal(), out, {
        ...gate,
        rng,
      });
      const flat = torchRng(1).normal(zeros(axes), 0, 0.5); // √(2/8)
      const [a, b] = parameter === "kernel" ? [4, 3] : [3, 4];
      expect(out.get(1, 2, 3, 4)).toBe(flat.get(a, b, 1, 2));
    }
  });
});

it("fills the gates z, r, n of a GRU from PyTorch's r, z, n", () => {
  const out = zeros([2, 6]);
  const place = { layer: "gru", parameter: "kernel", shape: [2, 6] };
  dialect("torch").fill(place, heNormal(), out, { fanIn: 2, fanOut: 2, rng: torchRng(1) });
  const flat = torchRng(1).normal(zeros([6, 2])); // weight_ih_l0: two rows of r, of z, of n
  for (const [column, row] of [2, 3, 0, 1, 4, 5].entries()) {
    for (const input of [0, 1]) expect(out.get(input, column)).toBe(flat.get(row, input));
  }
});

describe("jax", () => {
  it.each([
    ["dense", "kernel", [8, 16], 1 / 8],
    ["conv2dTranspose", "kernel", [3, 3, 5, 4], 1 / 36],
    ["embedding", "embeddings", [10, 16], 1 / 16],
  ])("%s: %s %j has the variance %d", (layer, parameter, shape, expected) => {
    expect(variance(law("jax", layer, parameter, shape))).toBeCloseTo(expected, 14);
  });

  it("has truncated kernels, and an orthogonal recurrent one for each gate", () => {
    expect(law("jax", "dense", "kernel", [8, 16]).kind).toBe("truncatedNormal");
    expect(start("jax", "lstm", "recurrentKernel", [4, 16]).config).toMatchObject({ count: 4 });
    expect(start("jax", "simpleRnn", "recurrentKernel", [4, 4]).name).toBe("orthogonal");
  });
});

describe("every dialect", () => {
  it("knows parameters of other layers by the end of their names", () => {
    for (const name of ["keras", "torch", "jax"] as const) {
      const kernel = start(name, "mine", "kernel", [8, 16]);
      expect(start(name, "mine", "queryKernel", [8, 16]).law!(gate)).toEqual(kernel.law!(gate));
      const bias = start(name, "mine", "bias", [16]);
      expect(start(name, "mine", "queryBias", [16]).law!(gate)).toEqual(bias.law!(gate));
    }
  });

  it("says when it has no default, and which dialects there are", () => {
    expect(() => start("torch", "mine", "__proto__", [8])).toThrow(
      'torch has no default for the parameter "__proto__" of mine; give it an initializer',
    );
    expect(() => start("keras", "constructor", "toString", [8])).toThrow("no default");
    expect(() => dialect("theano" as never)).toThrow(
      'dialect: expected one of "keras", "torch", "jax", got "theano"',
    );
  });

  it("is described with the fans that count", () => {
    const place = { layer: "lstm", parameter: "kernel", shape: [8, 64] };
    expect(describeInitializer(dialect("keras").start(place, gate), gate).text).toBe(
      "U(-0.289, 0.289), glorotUniform, fanIn 8, fanOut 64",
    );
    expect(describeInitializer(dialect("torch").start(place, gate), gate).text).toBe(
      "U(-0.25, 0.25), varianceScaling(scale 0.333, mode fanOut, distribution uniform), fanOut 16",
    );
    const transposed = { layer: "conv2dTranspose", parameter: "kernel", shape: [2, 2, 4, 5] };
    expect(describeInitializer(dialect("torch").start(transposed, gate), gate)).toMatchObject({
      text: "U(-0.25, 0.25), fanInUniform, fanIn 16",
      fans: { fanIn: 16 },
    });
    const query = { layer: "multiHeadAttention", parameter: "queryBias", shape: [16] };
    expect(describeInitializer(dialect("torch").start(query, gate), gate).text).toBe("0, zeros");
  });
});

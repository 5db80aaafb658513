import { type Activation, createRng, zeros } from "@kindling/core";
import { describe, expect, it } from "vitest";
import {
  distance,
  moment,
  type SampleSettings,
  sample,
  sampleMean,
  sampleVariance,
} from "../test/sample.ts";
import { type ContractSettings, initializerContract } from "./initializer.contract.ts";
import type { LawInitializer } from "./initializer.ts";
import { type Law, normal, uniform } from "./law.ts";
import { mean, support, variance } from "./moments.ts";
import { initializers } from "./registry.ts";
import type { InitializerName, InitializerSpec } from "./spec.ts";

const fans = { fanIn: 50, fanOut: 20 };
const n = 1 << 17;
/** P(√n·D > t) → 2·exp(−2t²), which at t = 2.28 is 6e-5, the chance of four standard errors. */
const ksBound = 2.28 / Math.sqrt(n);

const matrices = [[0, 4], [3, 0], [4, 4], [3, 6], [6, 3]]; // biome-ignore format: one line
const kernels = [[0, 2, 2], [3, 0, 2], [3, 2, 2], [2, 3, 2, 6]]; // biome-ignore format: one line

/** What those take that do not take every shape, or do not go without options. */
const special: {
  readonly [Name in InitializerName]?: ContractSettings & { readonly options?: object };
} = {
  bilinear: { shapes: kernels },
  deltaOrthogonal: { shapes: kernels },
  dirac: { shapes: kernels, options: { groups: 2 } },
  forgetBias: { shapes: [[0], [8]] },
  gates: { shapes: [[0], [8], [3, 4]], options: { gates: ["zeros", { name: "heNormal" }] } },
  identity: { shapes: [...matrices, ...kernels] },
  orthogonal: { shapes: [...matrices, ...kernels] },
  rules: { options: { rules: [["c$", "ones"], ["^", { name: "normal", std: 2 }]] } }, // biome-ignore format: one line
  sinusoidal: { shapes: [[0, 4], [4, 3], ...kernels.slice(2)] },
  sparse: { shapes: matrices, options: { sparsity: 0.5 } },
  values: { shapes: [[2, 2]], options: { values: [[1, 2], [3, 4]] } }, // biome-ignore format: one line
  zerO: { shapes: [...matrices, ...kernels] },
};

const specOf = (name: InitializerName) => ({ name, ...special[name]?.options }) as InitializerSpec;

describe.each(initializers.names())("%s", (name) => {
  const { options: _, ...settings } = special[name] ?? {};
  const make = () => initializers.resolve(specOf(name));
  initializerContract(make, settings);

  it("is known by its own name", () => {
    expect(make().name).toBe(name);
  });

  if (settings.shapes) {
    it("leaves a tensor of a shape that it does not take", () => {
      const bias = zeros([7]);
      const context = { ...fans, rng: createRng(1), path: "dense_1/bias" };
      expect(() => make().fill(bias, context)).toThrow(`dense_1/bias: ${name}: expected`);
      expect([...bias.data]).toEqual([0, 0, 0, 0, 0, 0, 0]);
    });
  }
});

/** Those whose elements are draws from a density. */
const dense = initializers.names().filter((name) => {
  const law = initializers.resolve(specOf(name)).law?.(fans);
  return law !== undefined && law.kind !== "constant" && law.kind !== "rademacher";
});

it("tests every initializer that draws, here or by its identity beside its source", () => {
  const drawing = initializers.names().filter((name) => {
    const rng = createRng(1).at("c");
    const shape = special[name]?.shapes?.find((extents) => !extents.includes(0)) ?? [3];
    initializers.resolve(specOf(name)).fill(zeros(shape), { ...fans, rng, path: "w" });
    return rng.stream.position > 0;
  });
  const structural = ["deltaOrthogonal", "gates", "orthogonal", "rademacher", "rules", "sparse"];
  expect(drawing).toEqual([...dense, ...structural].sort());
});

const random: InitializerSpec[] = [
  ...dense.map(specOf),
  { name: "heNormal", truncated: true },
  { name: "heUniform", mode: "fanGeoAvg", gain: 3 },
  { name: "glorotNormal", truncated: true, gain: 2 },
  { name: "lecunNormal", truncated: true },
  { name: "varianceScaling", scale: 3, mode: "fanAvg", distribution: "uniform" },
  { name: "varianceScaling", mode: "fanGeoAvg", distribution: "normal" },
  { name: "truncatedNormal", std: 2, low: -1, high: 3, corrected: true },
  { name: "truncatedNormal", mean: 1, std: 0.25, low: 0.5, high: 2, bounds: "absolute" },
  { name: "siren", first: true },
  { name: "muP", role: "output", baseFanIn: 16 },
];

/** A dense kernel, a convolution's, and one whose inputs are few. */
const places: readonly (SampleSettings & { readonly activation: Activation })[] = [
  { shape: [n], ...fans, activation: "tanh", seed: 1 },
  { shape: [3, 3, 128, 128], fanIn: 1152, fanOut: 1152, activation: "relu", seed: 2 },
  { shape: [2, 1 << 16], fanIn: 2, fanOut: 1 << 16, activation: "linear", seed: 3 },
];

describe.each(random)("%j draws from its law", (spec) => {
  it.each(places)("of shape $shape, fanIn $fanIn, fanOut $fanOut", ({ activation, ...place }) => {
    const initializer = initializers.resolve(spec);
    const law = initializer.law!({ ...place, activation });
    const out = zeros(place.shape);
    initializer.fill(out, { ...place, activation, rng: createRng(place.seed).at("w") });
    const w = out.data;
    expect(meanError(w, law)).toBeLessThan(4);
    expect(varianceError(w, law)).toBeLessThan(4);
    expect(distance(w, law)).toBeLessThan(ksBound);
    const [least, greatest] = support(law);
    expect(w.every((value) => value >= least && value <= greatest)).toBe(true);
  });

  const initializer = initializers.resolve(spec) as LawInitializer;
  const w = sample(initializer, places[0]!);
  const law = initializer.law(fans);

  it("and a scale that is 1 % off would be noticed", () => {
    const middle = mean(law);
    for (const factor of [0.99, 1.01]) {
      const scaled = w.map((value) => factor * (value - middle) + middle);
      expect(varianceError(scaled, law)).toBeGreaterThan(4);
    }
  });

  it("and another law with the same mean and variance would be noticed", () => {
    const std = Math.sqrt(variance(law));
    const half = std * Math.sqrt(3);
    const other =
      law.kind === "uniform" ? normal(mean(law), std) : uniform(mean(law) - half, mean(law) + half);
    expect(distance(w, other)).toBeGreaterThan(ksBound);
  });
});

/** |w̄ − μ| in standard errors, σ/√n. */
function meanError(w: Float32Array, law: Law): number {
  return Math.abs(sampleMean(w) - mean(law)) / Math.sqrt(variance(law) / w.length);
}

/** |s² − σ²| in standard errors, √((μ₄ − σ⁴)/n). */
function varianceError(w: Float32Array, law: Law): number {
  const standardError = Math.sqrt((moment(law, 4, mean(law)) - variance(law) ** 2) / w.length);
  return Math.abs(sampleVariance(w) - variance(law)) / standardError;
}

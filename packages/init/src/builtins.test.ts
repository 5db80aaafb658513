import { createRng, zeros } from "@kindling/core";
import { describe, expect, it } from "vitest";
import { distance, moment, sample, sampleMean, sampleVariance } from "../test/sample.ts";
import { type ContractSettings, initializerContract } from "./initializer.contract.ts";
import { type Law, mean, normal, support, uniform, variance } from "./law.ts";
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
  sparse: { shapes: matrices, options: { sparsity: 0.5 } },
  values: { shapes: [[2, 2]], options: { values: [[1, 2], [3, 4]] } }, // biome-ignore format: one line
  zerO: { shapes: [...matrices, ...kernels] },
};

describe.each(initializers.names())("%s", (name) => {
  const { options, ...settings } = special[name] ?? {};
  const make = () => initializers.resolve({ name, ...options } as InitializerSpec);
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

const random = initializers.names().flatMap((name) => {
  if (special[name]) return [];
  const initializer = initializers.resolve(name);
  const law = initializer.law?.(fans);
  return law && law.kind !== "constant" ? [{ name, initializer, law }] : [];
});

describe.each(random)("$name draws from its law", ({ initializer, law }) => {
  const w = sample(initializer, { shape: [n], ...fans, seed: 1 });

  it("with its mean", () => {
    expect(meanError(w, law)).toBeLessThan(4);
  });

  it("with its variance", () => {
    expect(varianceError(w, law)).toBeLessThan(4);
  });

  it("with its distribution", () => {
    expect(distance(w, law)).toBeLessThan(ksBound);
  });

  it("within its bounds", () => {
    const [least, greatest] = support(law);
    expect(w.every((value) => value >= least && value <= greatest)).toBe(true);
  });

  it("and a scale that is 1 % off would be noticed", () => {
    for (const factor of [0.99, 1.01]) {
      const scaled = w.map((value) => factor * (value - mean(law)) + mean(law));
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
  return Math.abs(sampleMean(w) - mean(law)) / Math.sqrt(variance(law) / n);
}

/** |s² − σ²| in standard errors, √((μ₄ − σ⁴)/n). */
function varianceError(w: Float32Array, law: Law): number {
  const standardError = Math.sqrt((moment(law, 4, mean(law)) - variance(law) ** 2) / n);
  return Math.abs(sampleVariance(w) - variance(law)) / standardError;
}

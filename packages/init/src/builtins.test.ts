import { describe, expect, it } from "vitest";
import { distance, moment, sample, sampleMean, sampleVariance } from "../test/sample.ts";
import { initializerContract } from "./initializer.contract.ts";
import { type Law, mean, normal, support, uniform, variance } from "./law.ts";
import { initializers } from "./registry.ts";

const fans = { fanIn: 50, fanOut: 20 };
const n = 1 << 17;
/** P(√n·D > t) → 2·exp(−2t²), which at t = 2.28 is 6e-5, the chance of four standard errors. */
const ksBound = 2.28 / Math.sqrt(n);

describe.each(initializers.names())("%s", (name) => {
  initializerContract(() => initializers.resolve(name));

  it("is known by its own name", () => {
    expect(initializers.resolve(name).name).toBe(name);
  });
});

const random = initializers.names().flatMap((name) => {
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

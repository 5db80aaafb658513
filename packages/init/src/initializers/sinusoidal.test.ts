import { createRng, type Tensor, toNested, zeros } from "@kindling/core";
import { describe, expect, it } from "vitest";
import { sampleMean, sampleVariance } from "../../test/sample.ts";
import { sinusoidal } from "./sinusoidal.ts";

function filled(shape: readonly number[], gain = 1): Tensor {
  const out = zeros(shape);
  sinusoidal({ gain }).fill(out, { fanIn: 1, fanOut: 1, rng: createRng(1), path: "w" });
  return out;
}

describe("sinusoidal", () => {
  it("is the formula of the paper", () => {
    const [n, m] = [7, 5];
    const w = filled([n, m]);
    const wave = (j: number, i: number): number =>
      Math.sin((i + 1) * ((2 * Math.PI * j) / n + (2 * Math.PI) / m));
    const waves = Float32Array.from({ length: n * m }, (_, at) => wave(Math.floor(at / m), at % m));
    const a = Math.sqrt(2 / ((n + m) * sampleVariance(waves)));
    for (let at = 0; at < n * m; at++) {
      expect(Math.abs(w.data[at]! - a * waves[at]!)).toBeLessThan(1e-7); // one float32 rounding
    }
  });

  it("has Glorot's variance, and units whose weights add up to nothing", () => {
    const w = filled([64, 32]);
    expect(sampleVariance(w.data)).toBeCloseTo(2 / 96, 7);
    for (let i = 0; i < 32; i++) {
      expect(
        Math.abs(sampleMean(w.pick(-1, i).data.filter((_, at) => at % 32 === i))),
      ).toBeLessThan(1e-8);
    }
    expect(sampleVariance(filled([64, 32], 3).data)).toBeCloseTo((9 * 2) / 96, 6);
  });

  it("is mirrored exactly, with zeros where the sine has them", () => {
    // n = m = 4: sin(π·(i + 1)·(j + 1)/2), and a such that the variance over 16 is 1/4.
    const wave = [1, 0, -1, 0].map((first, j) => [first, 0, -first, 0].map((x) => (j % 2 ? 0 : x)));
    const w = filled([4, 4]);
    const a = Math.fround(Math.sqrt(15 / 16)); // of 16 waves 4 are ±1: 4·a²/15 = 1/4
    expect(toNested(w)).toEqual(wave.map((row) => row.map((x) => x * a)));
  });

  it("runs over the taps of one channel after another", () => {
    const [dense, convolution] = [filled([6, 5]), filled([3, 1, 2, 5])];
    for (let tap = 0; tap < 3; tap++) {
      for (let channel = 0; channel < 2; channel++) {
        expect(convolution.get(tap, 0, channel, 4)).toBe(dense.get(3 * channel + tap, 4));
      }
    }
  });

  it("refuses shapes without waves", () => {
    expect(() => filled([3])).toThrow("w: sinusoidal: expected a kernel [in, out], got [3]");
    expect(() => filled([1, 2])).toThrow("w: sinusoidal: expected a shape with sines other than 0");
    expect(() => filled([1, 1])).toThrow("w: sinusoidal: expected a shape with sines other than 0");
    expect(filled([0, 4]).size).toBe(0);
  });
});

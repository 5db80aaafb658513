import type { ActivationName } from "@kindling/core";
import { type Activation, activation, dense, dropout, flatten, type Layer } from "@kindling/nn";
import { describe, expect, it } from "vitest";
import { gradientError } from "./gradients.ts";

/** Deterministic inputs in (−1, 1), none of them near another's multiple. */
function values(rows: number, columns: number, salt = 0): number[][] {
  return Array.from({ length: rows }, (_, i) =>
    Array.from({ length: columns }, (_, j) => Math.sin(1.3 * i + 2.1 * j + salt + 0.5)),
  );
}

const x = values(5, 3);
const targets = values(5, 4, 9);
const distributions = targets.map((row) => {
  const weights = row.map(Math.exp);
  const sum = weights.reduce((a, b) => a + b, 0);
  return weights.map((weight) => weight / sum);
});
const shares = targets.map((row) => row.map((value) => (value + 1) / 2));
const labels = [0, 3, 1, 2, 3];

/** Every activation that there is: a name that is missing does not compile. */
const OF_EACH: Readonly<Record<ActivationName, readonly Activation[]>> = {
  linear: ["linear"],
  relu: ["relu"],
  relu6: ["relu6"],
  leakyRelu: ["leakyRelu", { name: "leakyRelu", negativeSlope: 0.01 }],
  elu: ["elu", { name: "elu", alpha: 0.5 }],
  selu: ["selu"],
  celu: ["celu", { name: "celu", alpha: 0.5 }],
  gelu: ["gelu"],
  geluTanh: ["geluTanh"],
  silu: ["silu"],
  mish: ["mish"],
  softplus: ["softplus"],
  softsign: ["softsign"],
  sigmoid: ["sigmoid"],
  hardSigmoid: ["hardSigmoid"],
  hardSwish: ["hardSwish"],
  tanh: ["tanh"],
  softmax: ["softmax"],
  logSoftmax: ["logSoftmax"],
  sin: ["sin", { name: "sin", omega: 3 }],
};
const ACTIVATIONS = Object.values(OF_EACH).flat();

describe("gradients equal central differences", () => {
  it.each(ACTIVATIONS)("dense with %j", (f) => {
    const layers = [dense({ units: 6, activation: f }), dense({ units: 4, activation: f })];
    expect(
      gradientError({ inputShape: [3], layers, loss: "meanSquaredError", x, y: targets }),
    ).toBeLessThan(1e-6);
  });

  it.each(ACTIVATIONS)("activation layer with %j", (f) => {
    const layers = [dense({ units: 4 }), activation({ activation: f }), dense({ units: 4 })];
    expect(
      gradientError({ inputShape: [3], layers, loss: "meanSquaredError", x, y: targets }),
    ).toBeLessThan(1e-6);
  });

  it("dense without bias, and of one unit", () => {
    const layers = [dense({ units: 1, useBias: false }), dense({ units: 4, useBias: false })];
    expect(
      gradientError({ inputShape: [3], layers, loss: "meanSquaredError", x, y: targets }),
    ).toBeLessThan(1e-6);
  });

  it("flatten, in front and behind", () => {
    const deep = x.map((row) => row.map((value) => [value, -value / 2]));
    const layers = [flatten(), dense({ units: 4, activation: "tanh" }), flatten()];
    expect(
      gradientError({ inputShape: [3, 2], layers, loss: "meanSquaredError", x: deep, y: targets }),
    ).toBeLessThan(1e-6);
  });

  it("dropout, with its mask held", () => {
    const layers = [
      dense({ units: 12, activation: "tanh" }),
      dropout({ rate: 0.4 }),
      dense({ units: 4 }),
      dropout({ rate: 0 }),
    ];
    expect(
      gradientError({ inputShape: [3], layers, loss: "meanSquaredError", x, y: targets }),
    ).toBeLessThan(1e-6);
  });

  it.each([
    ["binaryCrossentropy", "sigmoid", shares],
    ["binaryCrossentropy", "softmax", shares],
    ["categoricalCrossentropy", "softmax", distributions],
    ["categoricalCrossentropy", "sigmoid", distributions],
    ["sparseCategoricalCrossentropy", "softmax", labels],
    ["sparseCategoricalCrossentropy", "sigmoid", labels],
    ["meanSquaredError", "softmax", distributions],
  ] as const)("%s behind %s", (loss, f, y) => {
    const last: Layer[][] = [
      [dense({ units: 4, activation: f })],
      [dense({ units: 4 }), activation({ activation: f })],
    ];
    for (const tail of last) {
      const layers = [dense({ units: 6, activation: "tanh" }), ...tail];
      expect(gradientError({ inputShape: [3], layers, loss, x, y: [...y] })).toBeLessThan(1e-6);
    }
  });

  it("one sample, one feature, one unit", () => {
    const layers = [dense({ units: 1, activation: "sigmoid" })];
    expect(
      gradientError({ inputShape: [1], layers, loss: "binaryCrossentropy", x: [[0.3]], y: [[1]] }),
    ).toBeLessThan(1e-6);
  });
});

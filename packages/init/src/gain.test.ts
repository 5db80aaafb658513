import type { Activation } from "@kindling/core";
import { describe, expect, it } from "vitest";
import { gain } from "./gain.ts";

/** Every activation by its name, forward and backward; one that is missing does not compile. */
const NAMED: Readonly<Record<Extract<Activation, string>, readonly [number, number]>> = {
  // By Gauss–Legendre quadrature with 60 points between whole numbers, in NumPy.
  linear: [1, 1],
  relu: [Math.SQRT2, Math.SQRT2],
  relu6: [1.4142135650951, 1.4142135637683],
  leakyRelu: [1.3545709229572, 1.3545709229572],
  elu: [1.2451983007007, 1.2234285575526],
  selu: [1, 0.9660257769739],
  celu: [1.2451983007007, 1.2234285575526],
  gelu: [1.5335304411955, 1.4811144127083],
  geluTanh: [1.5335805216661, 1.4811680580934],
  silu: [1.6765324703311, 1.6233202579525],
  mish: [1.4868475812732, 1.4447552325473],
  softplus: [1.0418668355353, 1.8462285453386],
  softsign: [2.3375333631085, 2.0957806089433],
  sigmoid: [1.8462285453386, 4.722646085938],
  hardSigmoid: [1.8978404247296, 6.0081158251967],
  hardSwish: [1.7366572127665, 1.6700763674414],
  tanh: [1.5925374197228, 1.4674135916308],
  softmax: [1, 1],
  logSoftmax: [1, 1],
  // E[sin² z] = (1 − e⁻²)/2, E[cos² z] = (1 + e⁻²)/2
  sin: [Math.sqrt(2 / (1 - Math.exp(-2))), Math.sqrt(2 / (1 + Math.exp(-2)))],
};

const named = Object.entries(NAMED) as [Extract<Activation, string>, readonly [number, number]][];

describe("gain", () => {
  it.each<[Activation, number, number]>([
    ...named.map(([name, gains]): [Activation, number, number] => [name, ...gains]),
    [{ name: "celu", alpha: 2 }, 1.1551916071226, 1.1458894522333],
    // E[sin² 2z] = (1 − e⁻⁸)/2, E[4·cos² 2z] = 2·(1 + e⁻⁸)
    [
      { name: "sin", omega: 2 },
      Math.sqrt(2 / (1 - Math.exp(-8))),
      Math.sqrt(0.5 / (1 + Math.exp(-8))),
    ],
  ])("of %j is %d forward and %d backward", (activation, forward, backward) => {
    expect(Math.abs(gain(activation) / forward - 1)).toBeLessThan(1e-11);
    expect(Math.abs(gain(activation, { direction: "backward" }) / backward - 1)).toBeLessThan(
      1e-11,
    );
  });

  it("is exact where there is a closed form", () => {
    expect(gain("linear")).toBe(1);
    expect(gain("relu")).toBe(Math.SQRT2);
    expect(gain({ name: "leakyRelu", negativeSlope: 0.5 })).toBe(Math.sqrt(2 / 1.25));
  });

  it("takes any function", () => {
    expect(Math.abs(gain(Math.tanh) / 1.5925374197228 - 1)).toBeLessThan(1e-11);
    // E[sin²z] = (1 − e⁻²)/2 and E[cos²z] = (1 + e⁻²)/2
    expect(Math.abs(gain(Math.sin) * Math.sqrt((1 - Math.exp(-2)) / 2) - 1)).toBeLessThan(1e-11);
    const backward = gain(Math.sin, { direction: "backward", derivative: Math.cos });
    expect(Math.abs(backward * Math.sqrt((1 + Math.exp(-2)) / 2) - 1)).toBeLessThan(1e-11);
    // A jump between the points of any panel: P(z > 0.3) = 0.38208857781104744
    const step = gain((x) => Number(x > 0.3));
    expect(Math.abs(step * Math.sqrt(0.38208857781104744) - 1)).toBeLessThan(1e-10);
  });

  it("takes differences for a derivative that is not given", () => {
    const backward = gain(Math.sin, { direction: "backward" });
    expect(Math.abs(backward * Math.sqrt((1 + Math.exp(-2)) / 2) - 1)).toBeLessThan(1e-9);
    const kinked = gain((x) => Math.max(x, 0.1 * x), { direction: "backward" });
    expect(Math.abs(kinked / Math.sqrt(2 / 1.01) - 1)).toBeLessThan(1e-6);
  });

  it("serves functions of any size: E[(c·z)²] = c²", () => {
    for (const c of [1, 1e3, 1e9, 1e100]) {
      expect(Math.abs(gain((x) => c * x) * c - 1)).toBeLessThan(1e-11);
    }
  });

  it("comes to an end where a function is noise", () => {
    const noisy = (x: number) => 1 + 1e-9 * Math.sin(1e12 * x);
    expect(Math.abs(gain(noisy) - 1)).toBeLessThan(1e-8);
  });

  it("has the table of PyTorch", () => {
    const table = (activation: Activation) => gain(activation, { table: "pytorch" });
    expect(
      ["linear", "sigmoid", "tanh", "relu", "selu"].map((name) => table(name as Activation)),
    ).toEqual([1, 1, 5 / 3, Math.SQRT2, 3 / 4]);
    expect(table({ name: "leakyRelu", negativeSlope: 0.01 })).toBe(Math.sqrt(2 / 1.0001));
    expect(() => table("gelu")).toThrow('for PyTorch\'s table, got "gelu"');
    expect(() => gain(Math.sin, { table: "pytorch" })).toThrow("for PyTorch's table");
  });

  it("says what is wrong", () => {
    expect(() => gain("swish" as never)).toThrow("gain: activation: expected one of linear");
    expect(() => gain(() => 0)).toThrow("gain: expected a function that lets something through");
    expect(() => gain((x) => Math.log(x))).toThrow("gain: expected finite numbers, got NaN at -12");
    expect(() => gain("relu", { direction: "sideways" as never })).toThrow(
      'gain: direction: expected one of "forward", "backward", got "sideways"',
    );
    expect(() => gain(Math.sin, { derivative: 3 as never })).toThrow(
      "gain: derivative: expected a function, got 3",
    );
    expect(() => gain("relu", { way: 1 } as never)).toThrow('gain: unknown option "way"');
  });
});

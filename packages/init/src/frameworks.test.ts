import { expect, it } from "vitest";
import { mean, support, variance } from "./moments.ts";
import { initializers } from "./registry.ts";
import type { InitializerSpec } from "./spec.ts";

const fans = { fanIn: 12, fanOut: 20 };
const [n, m] = [12, 20];
/** σ within ±2σ over σ: the literal in Keras and JAX. */
const CUT = Number("0.87962566103423978");

// [spec, variance, bound] by the formulas of keras/src/initializers/random_initializers.py. Keras
// draws truncated normals of stddev = √(scale/n)/.8796… within two of them.
it.each<[InitializerSpec, number, number]>([
  ["glorot_uniform", 2 / (n + m), Math.sqrt(6 / (n + m))],
  ["glorot_normal", 2 / (n + m), (2 * Math.sqrt(2 / (n + m))) / CUT],
  ["he_uniform", 2 / n, Math.sqrt(6 / n)],
  ["he_normal", 2 / n, (2 * Math.sqrt(2 / n)) / CUT],
  ["lecun_uniform", 1 / n, Math.sqrt(3 / n)],
  ["lecun_normal", 1 / n, (2 * Math.sqrt(1 / n)) / CUT],
  [{ name: "variance_scaling", scale: 3 }, 3 / n, (2 * Math.sqrt(3 / n)) / CUT],
  ["random_uniform", 0.1 ** 2 / 12, 0.05],
  ["random_normal", 0.05 ** 2, Number.POSITIVE_INFINITY],
  ["truncated_normal", (0.05 * CUT) ** 2, 0.1],
])("%j has the moments and bounds of Keras", (spec, expected, bound) => {
  const law = initializers.resolve(spec).law!(fans);
  expect(mean(law)).toBe(0);
  expect(variance(law) / expected).toBeCloseTo(1, 13);
  if (bound === Number.POSITIVE_INFINITY) expect(support(law)[1]).toBe(bound);
  else expect(support(law)[1] / bound).toBeCloseTo(1, 13);
});

// By the formulas of torch/nn/init.py.
it.each<[InitializerSpec, number, number]>([
  [{ name: "xavier_uniform_", gain: 5 / 3 }, 0, (5 / 3) * Math.sqrt(6 / (n + m))],
  [{ name: "xavier_normal_", gain: 5 / 3 }, (5 / 3) * Math.sqrt(2 / (n + m)), 0],
  [{ name: "kaiming_uniform_", negativeSlope: 0.5 }, 0, Math.sqrt(6 / (1.25 * n))],
  [{ name: "kaiming_normal_", negativeSlope: 0.5 }, Math.sqrt(2 / (1.25 * n)), 0],
  [{ name: "kaiming_normal_", mode: "fanOut" }, Math.sqrt(2 / m), 0],
  ["normal_", 1, 0],
])("%j has the std, or the bound, of PyTorch", (spec, std, bound) => {
  const law = initializers.resolve(spec).law!(fans);
  expect(law.kind).toBe(bound > 0 ? "uniform" : "normal");
  const figure = bound > 0 ? support(law)[1] / bound : Math.sqrt(variance(law)) / std;
  expect(figure).toBeCloseTo(1, 14);
});

it("has PyTorch's U[0, 1), and its truncated normal within absolute bounds", () => {
  expect(support(initializers.resolve("uniform_").law!(fans))).toEqual([0, 1]);
  const { law } = initializers.resolve({ name: "trunc_normal_", std: 0.5 });
  expect(support(law!(fans))).toEqual([-2, 2]);
});

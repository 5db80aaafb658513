import { describe, expect, it } from "vitest";
import { tensor, toNested, zeros } from "../tensor.ts";
import { bindBinaryCrossEntropy, bindSigmoidBinaryCrossEntropy } from "./binary-cross-entropy.ts";
import {
  bindCategoricalCrossEntropy,
  bindSoftmaxCrossEntropy,
  bindSparseCategoricalCrossEntropy,
  bindSparseSoftmaxCrossEntropy,
} from "./cross-entropy.ts";
import { bindMeanSquaredError } from "./mean-squared-error.ts";

const loss = zeros([1]);
const z = tensor([
  [0, 0],
  [Math.log(3), 0],
]);
const p = tensor([
  [0.5, 0.5],
  [0.75, 0.25],
]);
const target = tensor([
  [1, 0],
  [0, 1],
]);
const labels = tensor([0, 1]);
const d = zeros([2, 2]);
// Both rows by hand: −ln ½ and −ln ¼, their mean.
const mean = (Math.LN2 + Math.log(4)) / 2;

const TOLERANCE = 1e-6; // several roundings to float32 of numbers up to 4

function expectResult(expected: number, gradient: readonly number[]): void {
  expect(Math.abs(loss.get(0) - expected)).toBeLessThan(TOLERANCE);
  (toNested(d) as number[][]).flat().forEach((value, i) => {
    expect(Math.abs(value - gradient[i])).toBeLessThan(TOLERANCE);
  });
}

describe("losses", () => {
  it("cross-entropy from logits, dense and sparse, agree with the hand", () => {
    const gradient = [-0.25, 0.25, 0.375, -0.375];
    bindSoftmaxCrossEntropy({ z, target, dz: d, loss })();
    expectResult(mean, gradient);
    bindSparseSoftmaxCrossEntropy({ z: z.transpose(0, 1), labels, dz: d, loss })();
    expectResult(mean, gradient);
  });

  it("cross-entropy from probabilities, dense and sparse, agree with the hand", () => {
    const gradient = [-1, 0, 0, -2];
    bindCategoricalCrossEntropy({ p, target, dp: d, loss })();
    expectResult(mean, gradient);
    bindSparseCategoricalCrossEntropy({ p, labels, dp: d, loss })();
    expectResult(mean, gradient);
  });

  it("binary cross-entropy and mean squared error agree with the hand", () => {
    const binary = (Math.LN2 + Math.LN2 + Math.log(4) + Math.log(4)) / 4;
    bindBinaryCrossEntropy({ p, target, dp: d, loss })();
    expectResult(binary, [-0.5, 0.5, 1, -1]);
    bindSigmoidBinaryCrossEntropy({ z, target, dz: d, loss })();
    // z = 0, 0, ln 3, 0 against 1, 0, 0, 1: ln 2 thrice, and ln 4.
    expectResult((3 * Math.LN2 + Math.log(4)) / 4, [-0.125, 0.125, 0.1875, -0.125]);
    bindMeanSquaredError({ y: p, target, dy: d, loss })();
    expectResult((0.25 + 0.25 + 0.5625 + 0.5625) / 4, [-0.25, 0.25, 0.375, -0.375]);
  });

  it("leaves the gradient out when there is none to write", () => {
    bindSparseSoftmaxCrossEntropy({ z, labels, loss })();
    expect(Math.abs(loss.get(0) - mean)).toBeLessThan(TOLERANCE);
  });

  /** Σ_i w_i·ℓ_i over the number of samples, not over the sum of the weights. */
  it("weighs samples: half of twice the second row's", () => {
    const weights = tensor([0, 2]);
    const second = Math.log(4);
    bindSoftmaxCrossEntropy({ z, target, dz: d, loss, weights })();
    expectResult(second, [0, 0, 0.75, -0.75]);
    bindSparseSoftmaxCrossEntropy({ z: z.transpose(0, 1), labels, dz: d, loss, weights })();
    expectResult(second, [0, 0, 0.75, -0.75]);
    bindCategoricalCrossEntropy({ p, target, dp: d, loss, weights })();
    expectResult(second, [0, 0, 0, -4]);
    bindSparseCategoricalCrossEntropy({ p, labels, dp: d, loss, weights })();
    expectResult(second, [0, 0, 0, -4]);
    bindBinaryCrossEntropy({ p, target, dp: d, loss, weights: weights.step(-1) })();
    expectResult(Math.LN2, [-1, 1, 0, 0]);
    bindSigmoidBinaryCrossEntropy({ z, target, dz: d, loss, weights })();
    expectResult((Math.LN2 + Math.log(4)) / 2, [0, 0, 0.375, -0.25]);
    bindMeanSquaredError({ y: p, target, dy: d, loss, weights })();
    expectResult(0.5625, [0, 0, 0.75, -0.75]);
  });

  it("takes rows along the last axis of any number of axes, and one weight for each sample", () => {
    const sequence = tensor([[[0, 0], [Math.log(3), 0]]]); // biome-ignore format: one line
    const dz = zeros([1, 2, 2]);
    const weights = tensor([0.5]);
    bindSparseSoftmaxCrossEntropy({ z: sequence, labels: tensor([[0, 1]]), dz, loss, weights })();
    expect(Math.abs(loss.get(0) - mean / 2)).toBeLessThan(TOLERANCE);
    expect(dz.data[0]).toBeCloseTo(-0.125, 6);
  });

  it("says what does not fit", () => {
    const three = zeros([2, 3]);
    expect(() => bindSoftmaxCrossEntropy({ z, target: three, loss })).toThrow(
      "softmaxCrossEntropy: target: expected [2, 2], got [2, 3]",
    );
    expect(() => bindSparseSoftmaxCrossEntropy({ z, labels: zeros([3]), loss })).toThrow(
      "sparseSoftmaxCrossEntropy: labels: expected [2], got [3]",
    );
    expect(() => bindCategoricalCrossEntropy({ p: labels, target, loss })).toThrow(
      "categoricalCrossEntropy: p: expected [batch, …, width], got [2]",
    );
    expect(() => bindMeanSquaredError({ y: p, target, dy: three, loss })).toThrow(
      "meanSquaredError: dy: expected [2, 2], got [2, 3]",
    );
    expect(() => bindBinaryCrossEntropy({ p, target, loss: zeros([2]) })).toThrow(
      "binaryCrossEntropy: loss: expected [1], got [2]",
    );
    expect(() => bindBinaryCrossEntropy({ p, target, loss, weights: zeros([3]) })).toThrow(
      "binaryCrossEntropy: weights: expected [2], got [3]",
    );
  });
});

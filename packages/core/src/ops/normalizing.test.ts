import { describe, expect, it } from "vitest";
import { createRng } from "../random/rng.ts";
import { tensor, toNested, zeros } from "../tensor.ts";
import { bindBatchNorm, bindBatchNormBackward, bindBlend, bindMoments } from "./batch-norm.ts";
import { bindGroupNorm, bindGroupNormBackward } from "./group-norm.ts";
import { bindNormalNoise } from "./normal-noise.ts";

const x = tensor([
  [1, 5],
  [3, 5],
]);
const two = () => zeros([2]);

describe("normalization", () => {
  it("understands views", () => {
    const [mean, variance] = [two(), two()];
    bindMoments({ x: x.transpose(1, 0), mean, variance })();
    expect([toNested(mean), toNested(variance)]).toEqual([
      [3, 4],
      [4, 1],
    ]);
    const out = zeros([2, 2]);
    bindBatchNorm({ out: out.transpose(1, 0), x, mean, variance, epsilon: 0 })();
    expect(toNested(out)).toEqual([
      [-1, 0],
      [1, 1],
    ]);
  });

  it("works in place, with all or nothing of γ and β", () => {
    const y = tensor([[1, 3]]);
    const stats = zeros([1, 1, 2]);
    const [gamma, beta] = [tensor([2, 2]), tensor([10, 20])];
    bindGroupNorm({ out: y, x: y, stats, gamma, beta, epsilon: 0 })();
    expect(toNested(y)).toEqual([[8, 22]]);
    bindGroupNorm({ out: y, x: tensor([[3, 4]]), stats, centered: false, epsilon: 0 })();
    expect(y.get(0, 0)).toBeCloseTo(3 / Math.sqrt(12.5), 6);
  });

  it("says what does not fit", () => {
    const [mean, variance, three] = [two(), two(), zeros([3])];
    const common = { x, mean, variance, epsilon: 0 };
    const out = zeros([2, 2]);
    expect(() => bindMoments({ x: zeros([]), mean, variance })).toThrow(
      "moments: x: expected [..., columns], got []",
    );
    expect(() => bindMoments({ x, mean: three, variance })).toThrow(
      "moments: mean: expected [2], got [3]",
    );
    expect(() => bindBatchNorm({ ...common, out: three })).toThrow(
      "batchNorm: out: expected [2, 2], got [3]",
    );
    expect(() => bindBatchNorm({ ...common, out, gamma: three })).toThrow(
      "batchNorm: gamma: expected [2], got [3]",
    );
    expect(() => bindBatchNormBackward({ ...common, dy: three })).toThrow(
      "batchNorm: dy: expected [2, 2], got [3]",
    );
    expect(() => bindBlend({ out: mean, x: three, share: 1 })).toThrow(
      "blend: out: expected [3], got [2]",
    );
    const stats = zeros([2, 1, 2]);
    expect(() => bindGroupNorm({ out: mean, x: mean, stats, epsilon: 0 })).toThrow(
      "groupNorm: x: expected [samples, …, channels], got [2]",
    );
    expect(() => bindGroupNorm({ out, x, stats: zeros([2, 3, 2]), epsilon: 0 })).toThrow(
      "groupNorm: expected groups that divide the 2 channels, got 3",
    );
    expect(() => bindGroupNormBackward({ x, dy: out, stats, dbeta: three })).toThrow(
      "groupNorm: dbeta: expected [2], got [3]",
    );
    const rng = createRng(1);
    expect(() => bindNormalNoise({ out, mean: 0, std: -1, rng, clock: { step: 0 } })).toThrow(
      "normalNoise: std: expected a finite number, 0 or more, got -1",
    );
  });
});

import { describe, expect, it } from "vitest";
import { createArena } from "../../memory/arena.ts";
import { type Tensor, zeros } from "../../tensor.ts";
import { torchRng } from "./torch-rng.ts";

// That the numbers are PyTorch's is tested in test/torch.test.ts.

describe("torchRng", () => {
  it.each([
    [0n, 0],
    [2n ** 32n + 7n, 7],
    [-1, 2 ** 32 - 1],
    [2n ** 64n - 1n, -1n],
  ])("takes seed %s for %s: the lower 32 bits", (seed, same) => {
    expect(torchRng(seed).integer(1000)).toBe(torchRng(same).integer(1000));
  });

  it.each([0.5, Number.NaN, 2 ** 53, 2n ** 64n, -(2n ** 63n) - 1n, "7"])("refuses %s", (seed) => {
    expect(() => torchRng(seed as number)).toThrow(
      "torchRng: seed: expected a whole number within ±2⁵³ or a bigint in [−2⁶³, 2⁶⁴), got ",
    );
  });

  it("is one sequence, whatever the path", () => {
    const rng = torchRng(0);
    expect(rng.at("a", 3)).toBe(rng);
  });
});

const fills = {
  uniform: (out: Tensor) => torchRng(1).uniform(out, -1, 2),
  normal: (out: Tensor) => torchRng(1).normal(out, 1, 2),
  truncatedNormal: (out: Tensor) => torchRng(1).truncatedNormal(out, 1, 2),
  bernoulli: (out: Tensor) => torchRng(1).bernoulli(out, 0.3),
};

describe.each(Object.entries(fills))("%s", (name, fill) => {
  it.each([0, 1, 6, 24])("fills views of %i elements in row-major order", (n) => {
    const expected = Array.from(fill(zeros([n])).data);
    const columns = n / 3;
    if (!Number.isInteger(columns)) return;
    for (const whole of [zeros([columns, 3]), createArena().tensor([columns, 3])]) {
      const view = whole.transpose(1, 0);
      expect(fill(view)).toBe(view);
      const read = expected.map((_, i) => view.get(Math.floor(i / columns), i % columns));
      expect(read).toEqual(expected);
    }
  });

  it("refuses what is no tensor, and views beyond their data", () => {
    expect(() => fill([1] as unknown as Tensor)).toThrow(
      `torchRng.${name}: out: expected a tensor, got an array of 1`,
    );
    expect(() => fill(zeros([2]).hi(3))).toThrow(`torchRng.${name}: out: expected a view within`);
  });
});

describe("truncatedNormal", () => {
  it("takes bounds in std or absolute", () => {
    const inStd = torchRng(1).truncatedNormal(zeros([50]), 1, 0.5, -2, 4);
    const absolute = torchRng(1).truncatedNormal(zeros([50]), 1, 0.5, 0, 3, { bounds: "absolute" });
    expect(inStd.data).toEqual(absolute.data);
  });

  it("stays within its bounds, and is the mean where std is 0", () => {
    const { data } = torchRng(1).truncatedNormal(zeros([1000]), 0, 1, 6, 7);
    expect(data.every((x) => x >= 6 && x <= 7)).toBe(true);
    expect(torchRng(1).truncatedNormal(zeros([3]), 2, 0).data).toEqual(Float32Array.of(2, 2, 2));
  });
});

describe("errors", () => {
  const rng = torchRng(0);
  const out = zeros([3]);
  const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;

  it.each([
    [
      () => rng.uniform(out, 1, 0),
      "torchRng.uniform: expected low ≤ high within float32, got [1, 0)",
    ],
    [() => rng.uniform(out, 0, nan), "torchRng.uniform: expected low ≤ high within float32"],
    [() => rng.uniform(out, -3e38, 3e38), "torchRng.uniform: expected low ≤ high within float32"],
    [() => rng.normal(out, 0, -1), "torchRng.normal: expected std ≥ 0 and mean ± 8.6·std within"],
    [() => rng.normal(out, infinity, 1), "torchRng.normal: expected std ≥ 0 and mean ± 8.6·std"],
    [
      () => rng.truncatedNormal(out, 0, 1, 2, -2),
      "torchRng.truncatedNormal: expected bounds low < high, got [2, -2]",
    ],
    [
      () => rng.truncatedNormal(out, 0, 1, -1, 1, { bounds: "sigma" as "std" }),
      'torchRng.truncatedNormal: bounds: expected "std" or "absolute", got "sigma"',
    ],
    [
      () => rng.bernoulli(out, 1.5),
      "torchRng.bernoulli: probability: expected a number in [0, 1], got 1.5",
    ],
    [() => rng.integer(0), "torchRng.integer: bound: expected a whole number in [1, 2²⁸], got 0"],
    [
      () => rng.permutation(-1),
      "torchRng.permutation: n: expected a whole number in [0, 2²⁷], got -1",
    ],
  ])("%s", (draw, message) => {
    expect(draw).toThrow(message);
  });

  it("leave the generator and the tensor as they were", () => {
    expect(out.data).toEqual(new Float32Array(3));
    expect(rng.integer(1000)).toBe(torchRng(0).integer(1000));
  });
});

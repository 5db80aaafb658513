import { describe, expect, it } from "vitest";
import { createArena } from "../memory/arena.ts";
import { tensor, toNested, zeros } from "../tensor.ts";
import { bindAdam } from "./adam.ts";
import { bindAdd, bindMul } from "./arithmetic.ts";
import { bindCopy } from "./copy.ts";
import { bindPenalize, bindScale, bindSumOfSquares } from "./gradient.ts";
import { bindRmsprop } from "./rmsprop.ts";
import { bindSgd } from "./sgd.ts";
import { bindSumRows } from "./sum-rows.ts";

describe("updates and sums", () => {
  it("sgd reads its settings at every run", () => {
    const w = tensor([1]);
    const settings = { learningRate: 0.25, momentum: 0.5, nesterov: false };
    const run = bindSgd({ w, g: tensor([2]), velocity: tensor([1]), settings });
    run();
    expect(toNested(w)).toEqual([0.375]); // v = 2.5
    settings.nesterov = true;
    settings.learningRate = 1;
    run();
    expect(toNested(w)).toEqual([-3.25]); // v = 3.25, step 2 + ½·3.25
    bindSgd({ w, g: tensor([2]), settings })();
    expect(toNested(w)).toEqual([-5.25]);
  });

  it("adam updates weights and moments wherever they live", () => {
    const arena = createArena();
    const [w, g, m, v] = [1, 2, 0, 0].map((value) => {
      const x = arena.tensor([1]);
      x.data[0] = value;
      return x;
    });
    const settings = { stepSize: 0.5, beta1: 0.5, beta2: 0.75, epsilon: 1 };
    bindAdam({ w, g, m, v, settings })();
    // m = ½·2, v = ¼·4, w = 1 − ½·1/(1 + 1)
    expect([w, m, v].map((x) => x.get(0))).toEqual([0.75, 1, 1]);
    const plain = [tensor([1]), tensor([2]), zeros([1]), zeros([1])] as const;
    bindAdam({ w: plain[0], g: plain[1], m: plain[2], v: plain[3], settings })();
    expect(plain.map((x) => x.get(0))).toEqual([0.75, 2, 1, 1]);
  });

  it("rmsprop remembers a mean and a velocity where they are given", () => {
    const [w, g, v] = [tensor([1]), tensor([2]), tensor([46])];
    const [mean, velocity] = [tensor([4]), tensor([1])];
    const settings = { learningRate: 0.5, rho: 0.5, epsilon: 0, momentum: 0.5 };
    bindRmsprop({ w, g, v, mean, velocity, settings })();
    // mean = 3, σ² = 25 − 9, s = 2/4, u = ½·1 + ½
    expect([w, v, mean, velocity].map((x) => x.get(0))).toEqual([0.5, 25, 3, 1]);
    bindRmsprop({ w, g, v, velocity, settings: { ...settings, learningRate: 0 } })();
    expect([w, mean].map((x) => x.get(0))).toEqual([0.5, 3]);
  });

  it("scales, sums squares and penalizes views of any stride", () => {
    const x = tensor([
      [1, 2],
      [3, 4],
    ]);
    const settings = { factor: 2 };
    const scale = bindScale({ out: x.pick(0), x: x.pick(0), settings });
    scale();
    settings.factor = 3;
    scale();
    expect(toNested(x)).toEqual([
      [6, 12],
      [3, 4],
    ]);
    const result = new Float64Array(1);
    bindSumOfSquares({ x: x.transpose(1, 0).pick(0), result })();
    expect(result[0]).toBe(36 + 9);
    const g = zeros([2, 2]);
    bindPenalize({ w: x.transpose(1, 0), g, l1: 1, l2: 0.5 })();
    expect(toNested(g)).toEqual([
      [7, 4],
      [13, 5],
    ]);
  });

  it("sums rows of any view, adding to what is there", () => {
    const x = tensor([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    const out = tensor([10, 20, 30]);
    bindSumRows({ out, x })();
    expect(toNested(out)).toEqual([15, 27, 39]);
    const columns = zeros([2]);
    bindSumRows({ out: columns, x: x.transpose(1, 0) })();
    expect(toNested(columns)).toEqual([6, 15]);
  });

  it("adds, multiplies and copies, into strided views too", () => {
    const a = tensor([
      [1, 2],
      [3, 4],
    ]);
    const out = zeros([2, 2]);
    bindAdd({ out, a, b: a.transpose(1, 0) })();
    expect(toNested(out)).toEqual([
      [2, 5],
      [5, 8],
    ]);
    bindMul({ out, a: out, b: a })();
    expect(toNested(out)).toEqual([
      [2, 10],
      [15, 32],
    ]);
    bindCopy({ out: out.transpose(1, 0), x: a })();
    expect(toNested(out)).toEqual([
      [1, 3],
      [2, 4],
    ]);
  });

  it("says what does not fit", () => {
    const [two, three] = [zeros([2]), zeros([3])];
    const settings = {
      stepSize: 1,
      beta1: 0.9,
      beta2: 0.999,
      epsilon: 1e-7,
      learningRate: 1,
      rho: 0.9,
      momentum: 0,
    };
    expect(() => bindAdam({ w: two, g: two, m: three, v: two, settings })).toThrow(
      "adam: m: expected [2], got [3]",
    );
    const sgd = { learningRate: 1, momentum: 0, nesterov: false };
    expect(() => bindSgd({ w: two, g: three, settings: sgd })).toThrow(
      "sgd: g: expected [2], got [3]",
    );
    expect(() => bindRmsprop({ w: two, g: two, v: two, mean: three, settings })).toThrow(
      "rmsprop: mean: expected [2], got [3]",
    );
    expect(() => bindPenalize({ w: two, g: three, l1: 0, l2: 0 })).toThrow(
      "penalize: g: expected [2], got [3]",
    );
    expect(() => bindSumRows({ out: two, x: zeros([4, 3]) })).toThrow(
      "sumRows: out: expected [3], got [2]",
    );
    expect(() => bindAdd({ out: two, a: two, b: three })).toThrow(
      "add: expected shapes that broadcast, got [2] and [3]",
    );
    expect(() => bindCopy({ out: two, x: three })).toThrow("copy: out: expected [3], got [2]");
  });
});

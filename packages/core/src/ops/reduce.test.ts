import { describe, expect, it } from "vitest";
import { useKernels } from "../kernels/current.ts";
import { FAST_SETS, sampleValues } from "../kernels/lab.ts";
import { createArena } from "../memory/arena.ts";
import { type Tensor, tensor, toNested, zeros } from "../tensor.ts";
import { argMax, argMin, bindArgMax } from "./arg-max.ts";
import { bindLogSumExp, logSumExp } from "./log-sum-exp.ts";
import { bindMax, max, min } from "./max.ts";
import { bindMean, mean } from "./mean.ts";
import { norm } from "./norm.ts";
import { bindSum, sum } from "./sum.ts";
import { bindVariance, variance } from "./variance.ts";

const U = 2 ** -24;

/** Each with its definition in float64, and a bound for numbers in [−1, 1). */
const REDUCTIONS = [
  [sum, (x: number[]) => total(x), (n: number) => 12 * U * n],
  [mean, (x: number[]) => total(x) / x.length, () => 12 * U],
  [variance, squaresPerNumber, () => 3 * U],
  [max, (x: number[]) => Math.max(...x), () => 0],
  [min, (x: number[]) => Math.min(...x), () => 0],
  [argMax, (x: number[]) => x.indexOf(Math.max(...x)), () => 0],
  [argMin, (x: number[]) => x.indexOf(Math.min(...x)), () => 0],
  [norm, (x: number[]) => Math.sqrt(total(x.map((v) => v * v))), (n: number) => 2 * U * n],
  [logSumExp, (x: number[]) => Math.log(total(x.map(Math.exp))), (n: number) => U * (9 + 8 * Math.log(n))], // biome-ignore format: one line
] as const;

function total(x: readonly number[]): number {
  return x.reduce((sum, value) => sum + value, 0);
}

function squaresPerNumber(x: readonly number[]): number {
  const mean = total(x) / x.length;
  return total(x.map((value) => (value - mean) ** 2)) / x.length;
}

/** The numbers that each result is made of, read one by one with ndarray's own `get`. */
function groups(x: Tensor, axes: readonly number[]): number[][] {
  const result = new Map<string, number[]>();
  const size = x.shape.reduce((product, extent) => product * extent, 1);
  for (let flat = 0; flat < size; flat++) {
    const index: number[] = [];
    for (let axis = x.shape.length - 1, rest = flat; axis >= 0; axis--) {
      index.unshift(rest % x.shape[axis]);
      rest = Math.floor(rest / x.shape[axis]);
    }
    const key = index.filter((_, axis) => !axes.includes(axis)).join();
    result.set(key, [...(result.get(key) ?? []), x.get(...index)]);
  }
  return [...result.values()];
}

/** Views of every kind, of memory that kernels see, and of memory that they do not. */
function views(): Tensor[] {
  const arena = createArena();
  const make = (...shape: number[]): Tensor[] => {
    const plain = zeros(shape);
    plain.data.set(sampleValues(plain.data.length, shape.length));
    const resident = arena.tensor(shape);
    resident.data.set(plain.data);
    return [plain, resident];
  };
  return [
    ...make(3, 4, 5).flatMap((x) => [
      x,
      x.transpose(2, 0, 1),
      x.transpose(0, 2, 1),
      x.lo(1, 1, 1),
      x.hi(2, 3, 4),
      x.step(1, 2, -1),
      x.step(-1, 1, 2),
      x.pick(1, null, null),
    ]),
    ...make(2, 17, 2, 19),
    ...make(300, 3),
    ...make(1, 7, 1),
  ];
}

function subsets(rank: number): number[][] {
  return Array.from({ length: 2 ** rank }, (_, bits) =>
    [...Array(rank).keys()].filter((axis) => (bits >> axis) & 1),
  );
}

describe.each([...FAST_SETS, "reference"] as const)("reductions of %s", (set) => {
  it("are those of float64, over all axes of all views", () => {
    useKernels(set);
    for (const x of views()) {
      for (const axes of subsets(x.shape.length)) {
        const expected = groups(x, axes);
        for (const [reduce, define, bound] of REDUCTIONS) {
          const result = reduce(x, { axis: axes });
          expect(result.shape).toEqual(x.shape.filter((_, axis) => !axes.includes(axis)));
          expect(result.size).toBe(expected.length);
          for (const [i, group] of expected.entries()) {
            const error = Math.abs(result.data[i] - define(group));
            if (!(error <= bound(group.length))) {
              expect.fail(`${define}: at ${i} over ${axes} of ${x.shape}: ${error}`);
            }
          }
        }
      }
    }
  });

  it("keep their axes when told so, count them from the end, and write where they are told", () => {
    useKernels(set);
    const x = tensor([[[1, 2, 3], [4, 5, 6]]]); // biome-ignore format: one line
    expect(toNested(sum(x, { axis: [0, -1], keepDims: true }))).toEqual([[[6], [15]]]);
    expect(sum(x, { keepDims: true }).shape).toEqual([1, 1, 1]);
    expect(toNested(max(x, { axis: -2 }))).toEqual([[4, 5, 6]]);
    const out = zeros([5, 2]);
    const view = out.pick(null, 1).step(2);
    expect(sum(x, { axis: 1, keepDims: true, out: zeros([1, 1, 3]) }).shape).toEqual([1, 1, 3]);
    mean(x.pick(0, null, null), { axis: 0, out: view });
    expect(toNested(out)).toEqual([[0, 2.5], [0, 0], [0, 3.5], [0, 0], [0, 4.5]]); // biome-ignore format: one line
  });

  it("are bound once and run many times, on what stands there then", () => {
    useKernels(set);
    const arena = createArena();
    const [x, out] = [arena.tensor([4, 3]), arena.tensor([3])];
    const runs = [
      bindSum({ out, x, axis: 0 }),
      bindMean({ out, x: x.transpose(1, 0), axis: 1 }),
      bindVariance({ out, x, axis: 0, correction: 1 }),
      bindMax({ out, x, axis: 0 }),
      bindArgMax({ out, x, axis: 0 }),
      bindLogSumExp({ out, x, axis: 0 }),
    ];
    x.data.set([1, 0, 0, 2, 0, -1, 3, 0, 1, 6, 0, 0]);
    const results = runs.map((run) => {
      run();
      return Array.from(out.data, Math.fround);
    });
    expect(results.slice(0, 5)).toEqual([
      [12, 0, 0], [3, 0, 0], [Math.fround(14 / 3), 0, Math.fround(2 / 3)], [6, 0, 1], [3, 0, 2],
    ]); // biome-ignore format: one after another
    expect(results[5][1]).toBeCloseTo(Math.log(4), 6);
  });

  it("of nothing are 0, −∞, or an error that says so", () => {
    useKernels(set);
    const none = zeros([2, 0]);
    expect(toNested(sum(none, { axis: 1 }))).toEqual([0, 0]);
    expect(sum(none).get()).toBe(0);
    expect(toNested(norm(none, { axis: 1 }))).toEqual([0, 0]);
    expect(toNested(logSumExp(none, { axis: 1 }))).toEqual([-Infinity, -Infinity]);
    expect(sum(none, { axis: 0 }).shape).toEqual([0]);
    expect(mean(none, { axis: 0 }).shape).toEqual([0]);
    expect(() => max([1, 2] as never)).toThrow("max: x: expected a tensor, got an array of 2");
    expect(() => mean(none, { axis: 1 })).toThrow(
      "mean: expected at least 1 along [1] of [2, 0], got 0",
    );
    expect(() => max(none)).toThrow("max: expected at least 1 along [0, 1] of [2, 0], got 0");
    expect(() => argMin(none)).toThrow("argMin: expected at least 1 along");
    expect(() => variance(tensor([1]), { correction: 1 })).toThrow(
      "variance: expected at least 2 along [0] of [1], got 1",
    );
  });

  it("of scalars, and over no axes, are what each says of one number", () => {
    useKernels(set);
    const x = tensor([[-2, 3]]);
    expect(toNested(sum(x, { axis: [] }))).toEqual([[-2, 3]]);
    expect(toNested(variance(x, { axis: [] }))).toEqual([[0, 0]]);
    expect(toNested(argMax(x, { axis: [] }))).toEqual([[0, 0]]);
    expect(norm(tensor(-2, [])).get()).toBe(2);
    expect(logSumExp(tensor(-2, [])).get()).toBe(-2);
  });

  it("pass NaN on", () => {
    useKernels(set);
    const x = zeros([2, 3]);
    x.set(1, 1, Number.NaN);
    for (const reduce of [sum, mean, variance, max, min, norm]) {
      expect(toNested(reduce(x, { axis: 1 }))).toEqual([0, Number.NaN]);
      expect(toNested(reduce(x, { axis: 0 }))).toEqual([0, Number.NaN, 0]);
    }
    expect(toNested(argMax(x, { axis: 1 }))).toEqual([0, 1]);
    expect(toNested(argMin(x, { axis: 0 }))).toEqual([0, 1, 0]);
    expect(Number.isNaN(logSumExp(x).get())).toBe(true);
  });
});

it("refuse axes that are none, results that do not fit, and corrections out of range", () => {
  const x = zeros([2, 3]);
  expect(() => sum(x, { axis: 2 })).toThrow(
    "sum: axis: expected whole numbers from -2 to 1, got 2",
  );
  expect(() => sum(x, { axis: 0.5 })).toThrow("got 0.5");
  expect(() => sum(x, { axis: [0, -2] })).toThrow(
    "sum: axis: expected each axis once, got 0 twice",
  );
  expect(() => sum(zeros([]), { axis: 0 })).toThrow("sum: axis: expected none of a scalar, got 0");
  expect(() => bindMean({ out: zeros([2]), x, axis: 0 })).toThrow(
    "mean: out: expected [3], got [2]",
  );
  expect(() => variance(x, { correction: -1 })).toThrow(
    "variance: correction: expected a finite number, 0 or more, got -1",
  );
});

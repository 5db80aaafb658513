import { describe, expect, it } from "vitest";
import { useKernels } from "../kernels/current.ts";
import { FAST_SETS, sampleValues } from "../kernels/lab.ts";
import { createArena } from "../memory/arena.ts";
import { type Tensor, tensor, toNested, zeros } from "../tensor.ts";
import { dot } from "./dot.ts";
import { bindLogSoftmax, logSoftmax } from "./log-softmax.ts";
import { outer } from "./outer.ts";
import { bindSoftmax, softmax } from "./softmax.ts";

describe.each([...FAST_SETS, "reference"] as const)("softmax and logSoftmax of %s", (set) => {
  it("are those of float64 along every axis, of views too, in place too", () => {
    useKernels(set);
    const x = createArena().tensor([3, 4, 5]);
    x.data.set(sampleValues(60).map((value) => 4 * value));
    for (const view of [x, x.transpose(2, 0, 1), x.step(1, -1, 2), x.lo(1, 1)]) {
      for (const axis of [0, 1, 2, undefined]) {
        const [y, log] = [softmax(view, { axis }), logSoftmax(view, { axis })];
        const along = axis ?? 2;
        const powers = view.shape[along];
        const values = (t: Tensor, i: number, j: number): number[] =>
          Array.from({ length: powers }, (_, k) => t.get(...[i, j].toSpliced(along, 0, k)));
        const [rows, columns] = view.shape.toSpliced(along, 1);
        for (let i = 0; i < rows; i++) {
          for (let j = 0; j < columns; j++) {
            const exps = values(view, i, j).map(Math.exp);
            const sum = exps.reduce((a, b) => a + b, 0);
            for (const [k, got] of values(y, i, j).entries()) {
              // x − max within 8: 8·2⁻²⁴ from its rounding, and some ulps of powers, sum, quotient.
              expect(Math.abs(got - exps[k] / sum)).toBeLessThan((20 * 2 ** -24 * exps[k]) / sum);
            }
            for (const [k, got] of values(log, i, j).entries()) {
              const expected = Math.log(exps[k] / sum);
              const bound = 2 ** -24 * (8 + 5 + 6 * Math.log(5) + 2 * Math.abs(expected));
              expect(Math.abs(got - expected)).toBeLessThan(bound);
            }
          }
        }
      }
    }
    const expected = toNested(softmax(x, { axis: 1 }));
    softmax(x, { axis: 1, out: x });
    expect(toNested(tensor(x))).toEqual(expected);
  });

  it("are bound once and run many times", () => {
    useKernels(set);
    const arena = createArena();
    const [x, out] = [arena.tensor([1, 2]), arena.tensor([1, 2])];
    const run = bindSoftmax({ out, x });
    const log = bindLogSoftmax({ out, x });
    run();
    expect(toNested(out)).toEqual([[0.5, 0.5]]);
    x.set(0, 1, -Infinity);
    run();
    expect(toNested(out)).toEqual([[1, 0]]);
    log();
    expect(toNested(out)).toEqual([[0, -Infinity]]);
  });

  it("leaves dot and outer to vectors of any stride", () => {
    useKernels(set);
    const x = tensor([[1, 2], [3, 4], [5, 6]]); // biome-ignore format: one line
    const [first, last] = [x.pick(null, 0), x.pick(null, 1).step(-1)];
    expect(dot(first, last).get()).toBe(1 * 6 + 3 * 4 + 5 * 2);
    expect(toNested(outer(first, last))).toEqual([[6, 4, 2], [18, 12, 6], [30, 20, 10]]); // biome-ignore format: one line
    expect(dot(zeros([0]), zeros([0])).get()).toBe(0);
    expect(outer(zeros([0]), first).shape).toEqual([0, 3]);
    const out = zeros([1, 1]);
    outer(tensor([2]), tensor([3]), { out });
    expect(toNested(out)).toEqual([[6]]);
  });
});

it("refuse axes and shapes that do not fit", () => {
  const x = zeros([2, 3]);
  expect(() => softmax(x, { axis: 2 })).toThrow(
    "softmax: axis: expected whole numbers from -2 to 1, got 2",
  );
  expect(() => logSoftmax(zeros([]))).toThrow(
    "logSoftmax: axis: expected none of a scalar, got -1",
  );
  expect(() => softmax(x, { out: zeros([3]) })).toThrow("softmax: out: expected [2, 3], got [3]");
  expect(softmax(zeros([0, 3]), { axis: 0 }).shape).toEqual([0, 3]);
  expect(() => dot(x, x)).toThrow("dot: a: expected [n], got [2, 3]; use matmul for matrices");
  expect(() => dot(zeros([2]), zeros([3]))).toThrow("dot: b: expected [2], got [3]");
  expect(() => outer(x, zeros([2]))).toThrow("outer: a: expected [m], got [2, 3]");
  expect(() => outer(zeros([2]), zeros([2]), { out: zeros([4]) })).toThrow(
    "outer: out: expected [2, 2], got [4]",
  );
});

import { describe, expect, it } from "vitest";
import { useKernels } from "../kernels/current.ts";
import { FAST_SETS } from "../kernels/lab.ts";
import { createArena } from "../memory/arena.ts";
import { type Tensor, tensor, toNested, zeros } from "../tensor.ts";
import { bindConcat, concat } from "./concat.ts";
import { bindSlice, slice } from "./slice.ts";
import { bindStack, stack } from "./stack.ts";

const SETS = [...FAST_SETS, "reference"] as const;

/** Numbers from 0 on. */
function range(...shape: number[]): Tensor {
  const size = shape.reduce((product, extent) => product * extent, 1);
  return tensor(
    Float32Array.from({ length: size }, (_, i) => i),
    shape,
  );
}

function resident(x: Tensor): Tensor {
  const copy = createArena().tensor(x.shape);
  copy.data.set(x.data);
  return copy;
}

describe.each(SETS)("joining and parting, %s", (set) => {
  it("puts every element where its index says, along every axis, views too", () => {
    useKernels(set);
    const make = [range(2, 3, 4), range(4, 3, 2).transpose(2, 1, 0), range(2, 6, 4).step(1, -2)];
    for (const xs of [make, make.map((x) => resident(tensor(x)))]) {
      for (const axis of [0, 1, 2, -1]) {
        const joined = concat(xs, { axis });
        const along = (axis + 3) % 3;
        const extent = xs[0].shape[along];
        expect(joined.shape[along]).toBe(3 * extent);
        for (const [i, x] of xs.entries()) {
          const begin = [0, 0, 0].map((_, j) => (j === along ? i * extent : 0));
          expect(toNested(slice(joined, begin, x.shape))).toEqual(toNested(x));
        }
      }
      for (const axis of [0, 1, 2, 3, -2]) {
        const stacked = stack(xs, { axis });
        const along = (axis + 4) % 4;
        expect(stacked.shape[along]).toBe(3);
        for (const [i, x] of xs.entries()) {
          const index = [null, null, null, null].map((_, j) => (j === along ? i : null));
          expect(toNested(stacked.pick(...index))).toEqual(toNested(x));
        }
      }
    }
  });

  it("writes into views, once for every run", () => {
    useKernels(set);
    const arena = createArena();
    const [a, b, all] = [arena.tensor([2, 1]), arena.tensor([2, 2]), arena.tensor([3, 5])];
    const join = bindConcat({ out: all.hi(3, 4).lo(1, 1), xs: [a, b], axis: 1 });
    const pair = arena.tensor([2, 2]);
    const both = bindStack({ out: pair, xs: [a.pick(null, 0), b.pick(null, 1)], axis: 1 });
    const cut = arena.tensor([1, 2]);
    const part = bindSlice({ out: cut, x: all, begin: [2, 2] });
    for (const turn of [1, 10]) {
      a.data.set([turn, 2 * turn]);
      b.data.set([3, 4, 5, 6 * turn]);
      join();
      both();
      part();
      expect(toNested(all)).toEqual([[0, 0, 0, 0, 0], [0, turn, 3, 4, 0], [0, 2 * turn, 5, 6 * turn, 0]]); // biome-ignore format: one line
      expect(toNested(pair)).toEqual([[turn, 4], [2 * turn, 6 * turn]]); // biome-ignore format: one line
      expect(toNested(cut)).toEqual([[5, 6 * turn]]);
    }
  });

  it("reads what it writes over first", () => {
    useKernels(set);
    const x = resident(range(4));
    concat([x.lo(2), x.hi(2)], { out: x });
    expect(toNested(x)).toEqual([2, 3, 0, 1]);
    slice(x, [0], [3], { out: x.lo(1) });
    expect(toNested(x)).toEqual([2, 2, 3, 0]);
    const square = resident(range(2, 2));
    stack([square.pick(1), square.pick(0)], { out: square });
    expect(toNested(square)).toEqual([[2, 3], [0, 1]]); // biome-ignore format: one line
  });

  it("knows empty tensors and scalars", () => {
    useKernels(set);
    expect(toNested(concat([zeros([0]), range(2), zeros([0])]))).toEqual([0, 1]);
    expect(concat([zeros([2, 0]), zeros([2, 0])], { axis: 1 }).shape).toEqual([2, 0]);
    expect(toNested(stack([tensor(1, []), tensor(2, [])]))).toEqual([1, 2]);
    expect(slice(range(2, 3), [2, 0]).shape).toEqual([0, 3]);
    expect(slice(tensor(5, []), []).get()).toBe(5);
    expect(toNested(slice(range(5), [1], [-1]))).toEqual([1, 2, 3, 4]);
  });
});

it("refuses what does not fit", () => {
  const x = zeros([2, 3]);
  expect(() => concat([])).toThrow("concat: xs: expected at least one tensor, got none");
  expect(() => concat([zeros([])])).toThrow("concat: xs[0]: expected an axis to go along");
  expect(() => concat([x, zeros([2])], { axis: 1 })).toThrow(
    "concat: xs[1]: expected [2, n], got [2]",
  );
  expect(() => concat([x, x], { axis: 2 })).toThrow(
    "concat: axis: expected whole numbers from -2 to 1, got 2",
  );
  expect(() => concat([x, x], { out: x })).toThrow("concat: out: expected [4, 3], got [2, 3]");
  expect(() => stack([])).toThrow("stack: xs: expected at least one tensor, got none");
  expect(() => stack([x, zeros([3, 2])])).toThrow("stack: xs[1]: expected [2, 3], got [3, 2]");
  expect(() => stack([x], { out: x })).toThrow("stack: out: expected [1, 2, 3], got [2, 3]");
  for (const begin of [[-1, 0], [0.5, 0], [0, 4], [0]]) {
    // biome-ignore format: one line
    expect(() => slice(x, begin)).toThrow("slice: expected a block within [2, 3]");
  }
  expect(() => slice(x, [0, 0], [1, -2])).toThrow("got [1, -2] from [0, 0]");
  expect(() => slice(x, [0, 0], [1, 1], { out: x })).toThrow(
    "slice: out: expected [1, 1], got [2, 3]",
  );
});

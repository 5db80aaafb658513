import { describe, expect, it } from "vitest";
import { useKernels } from "../kernels/current.ts";
import { FAST_SETS } from "../kernels/lab.ts";
import { createArena } from "../memory/arena.ts";
import { tensor, toNested, zeros } from "../tensor.ts";
import { bindGather, gather } from "./gather.ts";
import { bindOneHot, oneHot } from "./one-hot.ts";
import { bindScatterAdd, scatterAdd } from "./scatter-add.ts";

const table = [[1, 2], [3, 4], [5, 6]]; // biome-ignore format: one line

describe.each(FAST_SETS)("rows by number, %s", (set) => {
  it("are taken in the shape of the indices", () => {
    useKernels(set);
    expect(toNested(gather(tensor(table), [[2, 0], [2, 1]]))).toEqual([[[5, 6], [1, 2]], [[5, 6], [3, 4]]]); // biome-ignore format: one line
    expect(toNested(gather(tensor(table), tensor([], [0, 4])))).toEqual([]);
    expect(toNested(gather(tensor(table), Uint8Array.of(1)))).toEqual([[3, 4]]);
    expect(toNested(gather(tensor([7, 8]), [1]))).toEqual([8]);
    expect(gather(tensor([7, 8]), 1).shape).toEqual([]);
  });

  it("are taken from, and into, views of any stride", () => {
    useKernels(set);
    const arena = createArena();
    const x = arena.tensor([2, 3]);
    x.data.set([1, 3, 5, 2, 4, 6]);
    const out = arena.tensor([4, 5]);
    const view = out.hi(3, 4).lo(1, 1).step(1, 2);
    const indices = arena.tensor([4]);
    indices.data.set([2, 9, 0, 9]);
    bindGather({ out: view, x: x.transpose(1, 0), indices: indices.step(2) })();
    const none = [0, 0, 0, 0, 0];
    expect(toNested(out)).toEqual([none, [0, 5, 0, 6, 0], [0, 1, 0, 2, 0], none]);
  });

  it("are added up, those of one number too", () => {
    useKernels(set);
    const out = tensor(table);
    bindScatterAdd({ out, x: tensor([[10, 20], [30, 40], [50, 60]]), indices: tensor([1, 1, 0]) })(); // biome-ignore format: one line
    expect(toNested(out)).toEqual([[51, 62], [43, 64], [5, 6]]); // biome-ignore format: one line
    expect(toNested(scatterAdd(tensor([[1], [2], [4]]), [2, 0, 2], 4))).toEqual([[2], [0], [5], [0]]); // biome-ignore format: one line
    expect(toNested(scatterAdd(tensor([], [0, 2]), [], 1))).toEqual([[0, 0]]);
  });

  it("mark classes", () => {
    useKernels(set);
    expect(toNested(oneHot([[1], [0]], 2))).toEqual([[[0, 1]], [[1, 0]]]);
    const out = tensor([[7, 7, 7]]);
    bindOneHot({ out, indices: tensor([2]) })();
    expect(toNested(out)).toEqual([[0, 0, 1]]);
    expect(oneHot(1, 3).shape).toEqual([3]);
  });

  it("stop a run that reads what is no index, with nothing changed", () => {
    useKernels(set);
    const arena = createArena();
    const [x, out, indices] = [arena.tensor([3, 2]), arena.tensor([2, 2]), arena.tensor([2])];
    const sums = arena.tensor([3, 2]);
    const run = bindGather({ out, x, indices });
    const add = bindScatterAdd({ out: sums, x: out, indices });
    out.data.fill(1);
    run();
    expect(toNested(out)).toEqual([[0, 0], [0, 0]]); // biome-ignore format: one line
    out.data.fill(1);
    for (const bad of [3, -1, 0.5, Number.NaN]) {
      indices.set(1, bad);
      const got = `indices: expected whole numbers from 0 to 2, got ${bad} at [1]`;
      expect(run).toThrow(`gather: ${got}`);
      expect(add).toThrow(`scatterAdd: ${got}`);
      expect(toNested(out)).toEqual([[1, 1], [1, 1]]); // biome-ignore format: one line
      expect(toNested(sums)).toEqual([[0, 0], [0, 0], [0, 0]]); // biome-ignore format: one line
    }
  });
});

it("refuses shapes that do not fit", () => {
  const x = tensor(table);
  expect(() => gather(zeros([]), [0])).toThrow("gather: expected rows, [rows, …], got a scalar");
  expect(() => gather(x, [0], { out: zeros([2]) })).toThrow(
    "gather: out: expected [1, 2], got [2]",
  );
  expect(() => gather(zeros([0, 2]), [0])).toThrow(
    "gather: indices: expected none, as there are no rows, got 0 at [0]",
  );
  expect(() => gather(x, [[0, 1], [3, 0]])).toThrow("got 3 at [1, 0]"); // biome-ignore format: one line
  expect(() => scatterAdd(x, [0, 1], 2)).toThrow("scatterAdd: x: expected [2, 2], got [3, 2]");
  expect(() => oneHot([0], 2, { out: zeros([2]) })).toThrow(
    "oneHot: out: expected [1, 2], got [2]",
  );
  expect(() => oneHot([0], 0)).toThrow("oneHot: indices: expected none");
});

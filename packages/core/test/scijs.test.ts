import { createRequire } from "node:module";
import {
  add,
  argMax,
  concat,
  createArena,
  createRng,
  exp,
  gather,
  matmul,
  max,
  mean,
  type NdArray,
  norm,
  softmax,
  sub,
  sum,
  tensor,
  toNested,
  zeros,
} from "@kindling/core";
import ndarray from "ndarray";
import ops from "ndarray-ops";
import { expect, it } from "vitest";

/** Its types expect other arguments. */
const argmax = ops.argmax as unknown as (x: NdArray) => number[];

/** c = a·b; the package brings no types. */
const gemm: (c: NdArray, a: NdArray, b: NdArray) => void = createRequire(import.meta.url)(
  "ndarray-gemm",
);

it("gives results that ndarray-ops works on", () => {
  const x = add(tensor([[1, 2], [3, 4]]), 1).transpose(1, 0); // biome-ignore format: one line
  ops.mulseq(x, 2);
  expect(toNested(x)).toEqual([[4, 8], [6, 10]]); // biome-ignore format: one line
  expect(ops.sum(matmul(x, x))).toBe(4 * 4 + 8 * 6 + 4 * 8 + 8 * 10 + 6 * 4 + 10 * 6 + 6 * 8 + 100);
  const y = zeros([2, 2]);
  ops.assign(y.lo(0, 1), x.lo(0, 1));
  expect(toNested(y)).toEqual([[0, 8], [0, 10]]); // biome-ignore format: one line
});

it("takes what scijs makes: views, float64, whole numbers", () => {
  const floats = ndarray(new Float32Array([1, 2, 3, 4, 5, 6]), [2, 3]).step(1, -1);
  expect(toNested(sub(floats, tensor([1, 1, 1])))).toEqual([[2, 1, 0], [5, 4, 3]]); // biome-ignore format: one line
  const doubles = ndarray(new Float64Array([0, 1]), [2]) as never;
  expect(toNested(add(doubles, doubles))).toEqual([0, 2]);
  const bytes = ndarray(new Uint8Array([0, 200]), [2]) as never;
  expect(toNested(add(bytes, 100))).toEqual([100, 300]);
  const out = ndarray(new Float64Array(2), [2]);
  exp(tensor([0, 0]), { out: out as never });
  expect(Array.from(out.data)).toEqual([1, 1]);
});

it("multiplies as ndarray-gemm does, which takes tensors, views and what kernels wrote", () => {
  const arena = createArena();
  const [a, b] = [arena.tensor([5, 7]), arena.tensor([4, 7])];
  for (const [i, x] of [a, b].entries()) {
    createRng(i).integers(x, -9, 10); // products of whole numbers are exact
  }
  const expected = zeros([5, 4]);
  gemm(expected, a, b.transpose(1, 0));
  expect(toNested(matmul(a, b.transpose(1, 0)))).toEqual(toNested(expected));
  const back = zeros([7, 7]);
  gemm(back, a.transpose(1, 0), concat([expected, zeros([5, 3])], { axis: 1 }));
  expect(toNested(back.hi(7, 4))).toEqual(toNested(matmul(a.transpose(1, 0), expected)));
});

it("reduces as ndarray-ops does, on views and in memory that both write", () => {
  const x = createArena().tensor([6, 5]);
  createRng(3).integers(x, 0, 100);
  ops.subseq(x.pick(2), 200); // what scijs writes, kernels see
  const view = x.transpose(1, 0).step(-1, 2);
  expect(sum(view).get()).toBe(ops.sum(view));
  expect(max(view).get()).toBe(ops.sup(view));
  expect(norm(view).get()).toBeCloseTo(ops.norm2(view), 3);
  const [i, j] = argmax(view) as [number, number];
  expect(argMax(view).get()).toBe(3 * i + j);
  const rows = sub(x, mean(x, { axis: 1, keepDims: true }));
  for (let row = 0; row < 6; row++) expect(ops.sum(rows.pick(row))).toBeCloseTo(0, 4);
  ops.assign(rows, softmax(x, { axis: 1 }));
  expect(ops.sum(rows)).toBeCloseTo(6, 5);
});

it("takes rows by the whole numbers of scijs", () => {
  const indices = ndarray(new Int32Array([9, 1, 9, 0]), [4])
    .step(2)
    .lo(0);
  expect(toNested(gather(tensor([[1, 2], [3, 4]]), ndarray(new Int32Array([1, 0]), [2])))).toEqual([[3, 4], [1, 2]]); // biome-ignore format: one line
  expect(() => gather(tensor([1, 2]), indices)).toThrow("got 9 at [0]");
});

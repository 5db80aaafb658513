import { add, exp, matmul, sub, tensor, toNested, zeros } from "@kindling/core";
import ndarray from "ndarray";
import ops from "ndarray-ops";
import { expect, it } from "vitest";

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

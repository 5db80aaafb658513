import ndarray from "ndarray";
import { describe, expect, it } from "vitest";
import { copyInto, isContiguous, reshape, tensor, toNested, zeros } from "./tensor.ts";

describe("tensor", () => {
  it("takes nested arrays of any rank", () => {
    const x = tensor([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    expect(x.shape).toEqual([2, 3]);
    expect(x.data).toEqual(new Float32Array([1, 2, 3, 4, 5, 6]));
    expect(tensor(7).shape).toEqual([]);
    expect(tensor([]).shape).toEqual([0]);
    expect(tensor([[[1], [2]]]).shape).toEqual([1, 2, 1]);
  });

  it("takes typed arrays with a shape, and copies them", () => {
    const values = new Uint8Array([1, 2, 3, 4]);
    const x = tensor(values, [2, 2]);
    values[0] = 9;
    expect(toNested(x)).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(tensor(values).shape).toEqual([4]);
  });

  it("takes typed arrays as rows", () => {
    const x = tensor([new Float32Array([1, 2]), new Uint8Array([3, 4])]);
    expect(toNested(x)).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(tensor([[new Float64Array(3)]]).shape).toEqual([1, 1, 3]);
    expect(tensor(new Float32Array(0)).shape).toEqual([0]);
  });

  it.each([
    [[1, null], "tensor: expected a number at [1], got null"],
    [[[1], [undefined]], "tensor: expected a number at [1, 0], got undefined"],
    [new Array(2), "tensor: expected a number at [0], got undefined"],
    [[1n], "tensor: expected a number at [0], got bigint"],
    [new BigInt64Array(2), "tensor: expected a number at [0], got bigint"],
    [[[1], null], "tensor: ragged array: expected 1 entries at [1], got null"],
    [[zeros([2])], "tensor: expected a number at [0], got View1dfloat32"],
    [new DataView(new ArrayBuffer(4)), "tensor: expected a number, got DataView"],
    [
      [new Float32Array(2), new Float32Array(3)],
      "tensor: ragged array: expected 2 entries at [1], got 3",
    ],
    [zeros([2, 2]).hi(4), "tensor: expected a view within its 4 elements"],
  ])("says what is no number: %#", (values, message) => {
    expect(() => tensor(values as number[])).toThrow(message);
  });

  it("takes ndarrays with any strides", () => {
    const x = ndarray(new Float64Array([1, 2, 3, 4, 5, 6]), [2, 3]);
    expect(toNested(tensor(x.transpose(1, 0)))).toEqual([
      [1, 4],
      [2, 5],
      [3, 6],
    ]);
    expect(toNested(tensor(x.step(-1, -1)))).toEqual([
      [6, 5, 4],
      [3, 2, 1],
    ]);
    expect(toNested(tensor(x.pick(1, null)))).toEqual([4, 5, 6]);
  });

  it.each([
    [[[1, 2], [3]], "tensor: ragged array: expected 2 entries at [1], got 1"],
    [[[1, 2], 3], "tensor: ragged array: expected 2 entries at [1], got 3"],
    [[1, [2]], "tensor: expected a number at [1], got an array of 1"],
    [[1, "2"], "tensor: expected a number at [1], got string"],
    [[[0], [Number.NaN]], "tensor: expected finite float32 numbers, got NaN at [1, 0]"],
    [[1e39], "tensor: expected finite float32 numbers, got Infinity at [0]"],
  ])("refuses %j", (values, message) => {
    expect(() => tensor(values as number[])).toThrow(message);
  });

  it("refuses a shape of another size", () => {
    expect(() => tensor(new Float32Array(5), [2, 3])).toThrow(
      "tensor: expected 6 values for shape [2, 3], got 5",
    );
    expect(() => zeros([2 ** 20, 2 ** 20])).toThrow(
      "zeros: expected memory for [1048576, 1048576], 4194304.0 MiB, got a refusal",
    );
    expect(() => zeros([2, -1])).toThrow(
      "zeros: shape: expected extents that are whole numbers, 0 or more, got [2, -1]",
    );
  });
});

describe("views", () => {
  it("knows which views are contiguous", () => {
    const x = zeros([3, 4]);
    expect(isContiguous(x)).toBe(true);
    expect(isContiguous(x.transpose(1, 0))).toBe(false);
    expect(isContiguous(x.lo(1, 0))).toBe(true);
    expect(isContiguous(x.lo(0, 1))).toBe(false);
    expect(isContiguous(x.step(-1, 1))).toBe(false);
    expect(isContiguous(x.hi(0, 2))).toBe(true);
  });

  it("copies between any strides", () => {
    const x = tensor([
      [1, 2],
      [3, 4],
    ]);
    const y = zeros([2, 2]);
    copyInto(y.transpose(1, 0), x);
    expect(Array.from(y.data)).toEqual([1, 3, 2, 4]);
    copyInto(y.step(-1, 1), x);
    expect(Array.from(y.data)).toEqual([3, 4, 1, 2]);
  });

  it("copies what fits, and nothing else", () => {
    const data = new Float32Array(8);
    const three = ndarray(data, [3]);
    expect(() => copyInto(three, tensor([1, 2, 3, 4, 5]))).toThrow(
      "copyInto: from: expected [3], got [5]",
    );
    expect(() => copyInto(three.hi(9), zeros([9]))).toThrow(
      "copyInto: to: expected a view within its 8 elements, got one that reaches element 8",
    );
    expect(() => copyInto(zeros([9]), three.hi(9))).toThrow("copyInto: from: expected a view");
    expect(data).toEqual(new Float32Array(8));
  });

  it("copies nothing into an empty view, wherever it begins", () => {
    const x = zeros([2, 2]);
    expect(() => copyInto(x.lo(2, 1), zeros([0, 1]))).not.toThrow();
    expect(() => copyInto(ndarray(x.data, [0], [1], 9), zeros([0]))).not.toThrow();
  });

  it("reshapes without a copy", () => {
    const x = tensor([[1, 2, 3, 4]]);
    const y = reshape(x, [2, 2]);
    y.set(1, 1, 9);
    expect(x.get(0, 3)).toBe(9);
    expect(() => reshape(x, [3])).toThrow("reshape: expected 3 contiguous elements, got [1, 4]");
    expect(() => reshape(y.transpose(1, 0), [4])).toThrow("got a strided view");
  });
});

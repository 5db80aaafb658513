import ndarray from "ndarray";
import { describe, expect, it } from "vitest";
import { expectWithin, isSameView, overlap } from "./reach.ts";
import { zeros } from "./tensor.ts";

const sixteen = new Float32Array(16);

describe("expectWithin", () => {
  it.each([
    ["all", ndarray(sixteen, [4, 4])],
    ["reversed", ndarray(sixteen, [4, 4]).step(-1, -1)],
    ["a broadcast row", ndarray(sixteen, [100, 16], [0, 1])],
    ["a scalar at the end", ndarray(sixteen, [], [], 15)],
    ["empty, wherever it begins", ndarray(sixteen, [3, 0], [0, 1], 99)],
  ])("lets %s pass", (_, x) => {
    expect(() => expectWithin(x, "f: x")).not.toThrow();
  });

  it.each([
    [
      zeros([2, 2]).hi(4),
      "f: x: expected a view within its 4 elements, got one that reaches element 7",
    ],
    [
      zeros([4]).lo(2).hi(3),
      "f: x: expected a view within its 4 elements, got one that reaches element 4",
    ],
    [ndarray(sixteen, [3], [-1], 1), "within its 16 elements, got one that reaches element -1"],
    [ndarray(sixteen, [], [], 16), "reaches element 16"],
    [ndarray(sixteen, [2], [Number.NaN], 0), "reaches element NaN"],
    [
      zeros([2, 2]).lo(3, 3),
      "f: x: expected extents that are whole numbers, 0 or more, got [-1, -1]",
    ],
  ])("refuses %#", (x, message) => {
    expect(() => expectWithin(x, "f: x")).toThrow(message);
  });
});

describe("overlap", () => {
  it("compares stretches of memory, not arrays", () => {
    const x = zeros([4, 4]);
    expect(overlap(x.hi(2), x.lo(1))).toBe(true);
    expect(overlap(x.hi(2), x.lo(2))).toBe(false);
    expect(overlap(x.step(-1), x.lo(3))).toBe(true);
    expect(overlap(x, zeros([4, 4]))).toBe(false);
    expect(overlap(x.hi(0), x)).toBe(false);
    const tail = ndarray(x.data.subarray(4), [12]);
    expect(overlap(x.hi(1), tail)).toBe(false);
    expect(overlap(x.hi(2), tail)).toBe(true);
  });

  it("knows a view that is the same", () => {
    const x = zeros([4, 4]);
    expect(isSameView(x, x.hi(4, 4))).toBe(true);
    expect(isSameView(x.lo(1), ndarray(x.data.subarray(4), [3, 4]))).toBe(true);
    expect(isSameView(x, x.transpose(1, 0))).toBe(false);
    expect(isSameView(x, x.hi(3))).toBe(false);
    expect(isSameView(x, x.lo(1))).toBe(false);
  });
});

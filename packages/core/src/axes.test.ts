import { expect, it } from "vitest";
import { mergeAxes, offsetsAlong } from "./axes.ts";

it("makes one of axes that all operands pass in one stride, innermost first", () => {
  expect(mergeAxes([2, 3, 4], [[12, 4, 1]])).toEqual([{ extent: 24, strides: [1] }]);
  expect(mergeAxes([2, 1, 4], [[4, 7, 1], [8, 9, 2]])).toEqual([{ extent: 8, strides: [1, 2] }]); // biome-ignore format: one line
  expect(mergeAxes([2, 3], [[3, 1], [1, 2]])).toEqual([{ extent: 3, strides: [1, 2] }, { extent: 2, strides: [3, 1] }]); // biome-ignore format: one line
  expect(mergeAxes([1, 1], [[1, 1]])).toEqual([]);
});

it("says where each index of the axes stands, in row-major order", () => {
  const axes = mergeAxes([2, 3], [[10, -2]]);
  expect([...offsetsAlong(axes, 0)]).toEqual([0, -2, -4, 10, 8, 6]);
  expect([...offsetsAlong([], 0)]).toEqual([0]);
});

import { describe, expect, it } from "vitest";
import { createArena } from "../memory/arena.ts";
import { type Tensor, tensor, toNested, zeros } from "../tensor.ts";
import { bindCopy } from "./copy.ts";

const x = tensor(
  Array.from({ length: 2 * 3 * 4 }, (_, i) => i),
  [2, 3, 4],
);

/** The same elements in the kernels' memory, so that nothing is staged. */
function resident(values: Tensor): Tensor {
  const copy = createArena().tensor(values.shape);
  bindCopy({ out: copy, x: values })();
  return copy;
}

describe("bindCopy", () => {
  it.each([
    ["batch and time swapped", (v: Tensor) => v.transpose(1, 0, 2)],
    ["time backwards", (v: Tensor) => v.step(1, -1)],
    ["swapped and backwards", (v: Tensor) => v.step(1, -1).transpose(1, 0, 2)],
    ["one step of time", (v: Tensor) => v.pick(null, 2)],
    ["some features", (v: Tensor) => v.lo(0, 0, 1).hi(2, 3, 2)],
    ["no unit step", (v: Tensor) => v.transpose(2, 1, 0)],
    ["nothing", (v: Tensor) => v.hi(2, 0)],
  ])("reads and writes views: %s", (_, view) => {
    for (const source of [x, resident(x)]) {
      const expected = toNested(view(x));
      const whole = zeros(view(x).shape);
      bindCopy({ out: whole, x: view(source) })();
      expect(toNested(whole)).toEqual(expected);
      const into = resident(zeros(x.shape));
      bindCopy({ out: view(into), x: whole })();
      expect(toNested(view(into))).toEqual(expected);
      const sum = (t: Tensor): number => t.data.reduce((a, b) => a + b, 0);
      expect(sum(into)).toBe(sum(whole));
    }
  });
});

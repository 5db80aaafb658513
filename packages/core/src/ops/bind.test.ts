import { describe, expect, it } from "vitest";
import { createArena } from "../memory/arena.ts";
import { type Tensor, zeros } from "../tensor.ts";
import { bindKernel, runOnce } from "./bind.ts";
import type { Run } from "./run.ts";

/** out = value, by the simplest kernel there is. */
function bindConstant(out: Tensor, value: number): Run {
  return bindKernel(
    { reads: {}, writes: { out } },
    (kernels, at) => () => kernels.fillConstant(out.size, at.out, value),
  );
}

describe("runOnce", () => {
  it("runs once, for tensors in and outside the kernels' memory", () => {
    for (const out of [
      zeros([2, 3]),
      zeros([3, 2]).transpose(1, 0),
      createArena().tensor([2, 3]),
    ]) {
      runOnce(() => bindConstant(out, 7));
      expect(Array.from(out.data)).toEqual(new Array(6).fill(7));
    }
  });

  it("gives its scratch memory back, after errors too", () => {
    const { segment } = createArena();
    runOnce(() => bindConstant(zeros([5000]), 1));
    const before = segment.largestFree;
    for (let i = 0; i < 1e5; i++) runOnce(() => bindConstant(zeros([16]), i));
    expect(segment.largestFree).toBe(before);
    const failing = (): Run => {
      bindConstant(zeros([5000]), 1);
      throw new RangeError("refused");
    };
    expect(() => runOnce(failing)).toThrow("refused");
    expect(segment.largestFree).toBe(before);
  });

  it("keeps what an outer call has staged while an inner one runs", () => {
    const outer = zeros([64]);
    runOnce(() => {
      const run = bindConstant(outer, 1);
      runOnce(() => bindConstant(zeros([64]), 2));
      return run;
    });
    expect(outer.data).toEqual(new Float32Array(64).fill(1));
  });
});

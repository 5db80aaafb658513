import { afterEach, describe, expect, it, vi } from "vitest";
import { useKernels } from "../kernels/current.ts";
import { fillKernels } from "../kernels/fill/kernels.ts";
import { FAST_SETS } from "../kernels/lab.ts";
import { Arena, createArena } from "../memory/arena.ts";
import { type Tensor, tensor, toNested, zeros } from "../tensor.ts";
import { bindActivationBackward } from "./activation.ts";
import { tanhActivation } from "./activations.ts";
import { bindAdd } from "./arithmetic.ts";
import { bindKernel, runOnce } from "./bind.ts";
import { bindCopy } from "./copy.ts";
import { bindMatmul, matmul, transpose } from "./matmul.ts";
import { bindMeanSquaredError } from "./mean-squared-error.ts";
import type { Run } from "./run.ts";
import { bindSumRows } from "./sum-rows.ts";

/** out = value, by the simplest kernel there is. */
function bindConstant(out: Tensor, value: number): Run {
  return bindKernel(
    fillKernels,
    { where: "constant", reads: {}, writes: { out } },
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

/** The values 1, 2, 3, … in an arena. */
function counting(arena: Arena, shape: readonly number[]): Tensor {
  const x = arena.tensor(shape);
  for (let i = 0; i < x.size; i++) x.data[i] = i + 1;
  return x;
}

describe("bounds", () => {
  it("refuses a view that reaches beyond its data, and leaves the neighbour as it is", () => {
    const arena = createArena();
    const [kernel, neighbour] = [arena.tensor([2, 2]), counting(arena, [2, 2])];
    const message = "expected a view within its 4 elements, got one that reaches element 7";
    const [four, two] = [zeros([4, 2]), zeros([2, 2])];
    expect(() => bindCopy({ out: kernel.hi(4), x: four })).toThrow(`copy: out: ${message}`);
    expect(() => bindCopy({ out: four, x: two.hi(4) })).toThrow(`copy: x: ${message}`);
    expect(() => bindMatmul({ out: four, a: kernel.hi(4), b: two })).toThrow(
      `matmul: a: ${message}`,
    );
    expect(toNested(neighbour)).toEqual([
      [1, 2],
      [3, 4],
    ]);
  });

  it("takes empty views wherever they begin", () => {
    const x = zeros([2, 2]);
    expect(() => bindCopy({ out: x.lo(2, 1), x: zeros([0, 1]) })()).not.toThrow();
  });
});

describe.each(FAST_SETS)("operands that overlap, on %s", (set) => {
  it("multiplies into an operand, whole or in part", () => {
    useKernels(set);
    const arena = createArena();
    // A permutation that moves every row down by one, the last to the top.
    const down = arena.tensor([12, 12]);
    for (let i = 0; i < 12; i++) down.set(i, (i + 11) % 12, 1);
    const rows = toNested(counting(arena, [12, 12])) as number[][];
    const moved = [rows[11], ...rows.slice(0, 11)];

    const b = counting(arena, [12, 12]);
    matmul(down, b, { out: b });
    expect(toNested(b)).toEqual(moved);

    const a = counting(arena, [12, 12]);
    matmul(transpose(a), transpose(down), { out: a }); // aᵀ·downᵀ = (down·a)ᵀ
    expect(toNested(transpose(a))).toEqual(moved);

    const large = counting(arena, [13, 12]);
    matmul(down, large.hi(12), { out: large.lo(1) });
    expect(toNested(large)).toEqual([rows[0], ...moved]);
  });

  it("adds shifted views as if nothing were written before all is read", () => {
    useKernels(set);
    for (const [from, to] of [
      [0, 1],
      [1, 0],
    ] as const) {
      const x = counting(createArena(), [33]);
      const hundreds = tensor(new Float32Array(32).fill(100));
      bindAdd({ out: x.lo(to).hi(32), a: x.lo(from).hi(32), b: hundreds })();
      const expected = Array.from({ length: 32 }, (_, i) => i + from + 101);
      expect(toNested(x.lo(to).hi(32))).toEqual(expected);
    }
  });

  it("reads each time what stands there then", () => {
    useKernels(set);
    const x = createArena().tensor([5]);
    x.data[0] = 1;
    const run = bindCopy({ out: x.lo(1), x: x.hi(4) });
    run();
    expect(toNested(x)).toEqual([1, 1, 0, 0, 0]);
    run();
    expect(toNested(x)).toEqual([1, 1, 1, 0, 0]);
  });
});

describe("staging", () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it("does not take place where a layer binds views of one arena", () => {
    const arena = createArena();
    const [x, dx, w, dw, y, dy] = [
      [8, 3],
      [8, 3],
      [3, 5],
      [3, 5],
      [8, 5],
      [8, 5],
    ].map((shape) => arena.tensor(shape)) as [Tensor, Tensor, Tensor, Tensor, Tensor, Tensor];
    const [bias, loss] = [arena.tensor([5]), arena.tensor([1])];
    const allocate = vi.spyOn(Arena.prototype, "allocate");
    bindMatmul({ out: y, a: x, b: w, bias, activation: tanhActivation() });
    bindMeanSquaredError({ y, target: dy, dy: y, loss });
    bindActivationBackward({ dx: dy, y, dy, activation: "tanh" });
    bindMatmul({ out: dw, a: transpose(x), b: dy, accumulate: true });
    bindSumRows({ out: bias, x: dy });
    bindMatmul({ out: dx, a: dy, b: transpose(w) });
    bindAdd({ out: dx, a: dx, b: dx });
    expect(allocate).not.toHaveBeenCalled();
  });

  it("takes the memory that the copies need, and no more", () => {
    const { segment } = createArena();
    const arenas = vi.spyOn(segment, "allocate");
    bindAdd({ out: zeros([17]), a: zeros([17]), b: zeros([17]) });
    expect(arenas.mock.calls).toEqual([[3 * 32]]);
  });

  it("finds room for what a kernel needs to work, apart from its operands", () => {
    const out = createArena().tensor([16]);
    const allocate = vi.spyOn(Arena.prototype, "allocate");
    const places: number[] = [];
    const run = bindKernel(
      fillKernels,
      { where: "work", reads: {}, writes: { out }, scratch: { first: 20, second: 5 } },
      (kernels, at) => {
        places.push(at.out, at.first, at.second);
        return () => {
          kernels.fillConstant(16, at.out, 1);
          kernels.fillConstant(20, at.first, 2);
          kernels.fillConstant(5, at.second, 3);
        };
      },
    );
    run();
    expect([...out.data]).toEqual(new Array(16).fill(1));
    expect(allocate.mock.calls).toEqual([[32 + 16]]);
    expect(places[2]! - places[1]!).toBe(32);
    expect(places[0]! + 16 <= places[1]! || places[0]! >= places[2]! + 16).toBe(true);
  });
});

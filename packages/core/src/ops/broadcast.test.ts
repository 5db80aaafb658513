import { describe, expect, it } from "vitest";
import { useKernels } from "../kernels/current.ts";
import { FAST_SETS } from "../kernels/lab.ts";
import { createArena } from "../memory/arena.ts";
import { type Tensor, tensor, toNested, zeros } from "../tensor.ts";
import { allClose } from "./all-close.ts";
import { add, bindSub, sub } from "./arithmetic.ts";
import { broadcastShapes } from "./broadcast.ts";
import { clip } from "./clip.ts";
import { less } from "./compare.ts";
import { exp } from "./exponential.ts";
import { bindWhere, where } from "./where.ts";

/** Numbers 0, 1, 2, … in that shape. */
function range(...shape: number[]): Tensor {
  const size = shape.reduce((product, extent) => product * extent, 1);
  return tensor(
    Float32Array.from({ length: size }, (_, i) => i),
    shape,
  );
}

/** a − b at every index, element by element, by ndarray's own `get`. */
function differences(a: Tensor, b: Tensor, shape: readonly number[]): number[] {
  const at = (x: Tensor, index: readonly number[]): number =>
    x.get(
      ...x.shape.map((extent, i) => (extent === 1 ? 0 : index[i + index.length - x.shape.length])),
    );
  const size = shape.reduce((product, extent) => product * extent, 1);
  return Array.from({ length: size }, (_, flat) => {
    const index: number[] = [];
    for (let axis = shape.length - 1, rest = flat; axis >= 0; axis--) {
      index.unshift(rest % shape[axis]);
      rest = Math.floor(rest / shape[axis]);
    }
    return at(a, index) - at(b, index);
  });
}

describe("shapes that broadcast", () => {
  it.each([
    [
      [[2, 3], [3]],
      [2, 3],
    ],
    [
      [
        [2, 1, 3],
        [4, 1],
      ],
      [2, 4, 3],
    ],
    [[[], [2]], [2]],
    [
      [
        [0, 1],
        [1, 5],
      ],
      [0, 5],
    ],
    [[[1], [0]], [0]],
    [[[]], []],
    [
      [
        [2, 1],
        [1, 3],
        [1, 1, 1],
      ],
      [1, 2, 3],
    ],
  ])("%j have the shape %j together", (shapes, expected) => {
    expect(broadcastShapes(shapes)).toEqual(expected);
  });

  it.each([[[[2], [3]]], [[[2, 3], [2]]], [[[0], [2]]]])("%j do not", (shapes) => {
    expect(() => broadcastShapes(shapes, "add")).toThrow(
      `add: expected shapes that broadcast, got [${shapes[0].join(", ")}] and [${shapes[1].join(", ")}]`,
    );
  });
});

describe.each(FAST_SETS)("operations on two tensors, %s", (set) => {
  it("agree with element by element, for views of every kind", () => {
    useKernels(set);
    const views: [Tensor, Tensor][] = [
      [range(2, 3), range(3)],
      [range(2, 3), range(2, 1)],
      [range(3, 1), range(1, 4)],
      [range(2, 3, 4), range(3, 1)],
      [range(2, 1, 4, 1), range(3, 1, 5)],
      [range(4, 3).transpose(1, 0), range(3, 4)],
      [range(5, 4).lo(1, 1).hi(3, 2), range(3, 2)],
      [range(6).step(-1), range(6)],
      [range(4, 6).step(2, 3), range(2)],
      [range(3, 4, 5).transpose(2, 0, 1), range(4)],
      [range(7, 3).pick(null, 1), range(7)],
      [range(), range(2, 2)],
      [range(2, 0), range(1)],
      [range(5), range(5)],
    ];
    for (const [a, b] of views) {
      for (const [left, right] of [
        [a, b],
        [b, a],
      ] as const) {
        const result = sub(left, right);
        expect(result.shape).toEqual(broadcastShapes([a.shape, b.shape]));
        expect(Array.from(result.data)).toEqual(differences(left, right, result.shape));
      }
    }
    useKernels("wasm-simd");
  });

  it("write into any view, operands too, and into an arena", () => {
    useKernels(set);
    const x = range(2, 3);
    expect(sub(x, range(3), { out: x })).toBe(x);
    expect(toNested(x)).toEqual([[0, 0, 0], [3, 3, 3]]); // biome-ignore format: one line
    const out = zeros([3, 2]);
    sub(range(2, 3), 1, { out: out.transpose(1, 0) });
    expect(toNested(out)).toEqual([[-1, 2], [0, 3], [1, 4]]); // biome-ignore format: one line
    const arena = createArena();
    const [a, b, c] = [arena.tensor([2, 2, 3]), arena.tensor([3]), arena.tensor([2, 2, 3])];
    a.data.set(range(12).data);
    b.data.set([1, 2, 3]);
    bindSub({ out: c.transpose(1, 0, 2), a: a.transpose(1, 0, 2), b })();
    expect(Array.from(c.data)).toEqual([-1, -1, -1, 2, 2, 2, 5, 5, 5, 8, 8, 8]);
    // One row of `out` is read for all of them.
    const d = arena.tensor([2, 2]);
    d.data.set([1, 2, 3, 4]);
    sub(d, d.pick(0), { out: d });
    expect(Array.from(d.data)).toEqual([0, 0, 2, 2]);
    useKernels("wasm-simd");
  });
});

describe("elementwise operations", () => {
  it("take numbers, NaN and infinities too", () => {
    expect(toNested(add(1, 2))).toBe(3);
    expect(toNested(add(tensor([1]), Number.NaN))).toEqual([Number.NaN]);
    expect(toNested(exp(Number.NEGATIVE_INFINITY))).toBe(0);
    expect(toNested(where(less(range(3), 1), Infinity, range(3)))).toEqual([Infinity, 1, 2]);
    const out = range(3);
    bindSub({ out, a: 1, b: out })();
    expect(toNested(out)).toEqual([1, 0, -1]);
    bindWhere({ out, condition: out, a: 7, b: Number.NaN })();
    expect(toNested(out)).toEqual([7, Number.NaN, 7]);
  });

  it("choose with broadcasting over three operands", () => {
    const condition = tensor([[1], [0]]);
    expect(toNested(where(condition, range(3), range(2, 3)))).toEqual([[0, 1, 2], [3, 4, 5]]); // biome-ignore format: one line
    const deep = tensor([1, 0, 0, 1], [2, 1, 2, 1]);
    expect(toNested(where(deep, 7, range(3, 1, 1)))).toEqual([
      [[[7], [0]], [[7], [1]], [[7], [2]]],
      [[[0], [7]], [[1], [7]], [[2], [7]]],
    ]); // biome-ignore format: a table
  });

  it("say what does not fit, and change nothing", () => {
    const out = zeros([2]);
    expect(() => add(range(2), range(3))).toThrow(
      "add: expected shapes that broadcast, got [2] and [3]",
    );
    expect(() => add(range(2, 2), 1, { out })).toThrow("add: out: expected [2, 2], got [2]");
    expect(() => add(range(2), [1, 2] as never)).toThrow(
      "add: b: expected a tensor, got an array of 2; make one with tensor(…)",
    );
    expect(() => bindSub({ out, a: out, b: undefined as never })).toThrow(
      "sub: b: expected a tensor",
    );
    expect(() => exp("1" as never)).toThrow('exp: x: expected a tensor, got "1"');
    expect(() => where([1] as never, 1, 0)).toThrow("where: condition: expected a tensor");
    expect(() => exp(range(3), { out })).toThrow("exp: out: expected [3], got [2]");
    expect(() => where(range(2), range(3), 0)).toThrow("where: expected shapes that broadcast");
    expect(() => clip(range(2), 1, 0)).toThrow("clip: expected low ≤ high, got 1 and 0");
    expect(() => clip(range(2), Number.NaN, 0)).toThrow("clip: expected low ≤ high, got NaN and 0");
    expect(Array.from(out.data)).toEqual([0, 0]);
  });
});

describe("allClose", () => {
  it.each([
    [1, 1, {}, true],
    [1, 1 + 2e-5, {}, false],
    [1, 1 + 2e-5, { rtol: 1e-4 }, true],
    [0, 1e-9, {}, true],
    [0, 1e-3, { atol: 1e-2 }, true],
    [Infinity, Infinity, {}, true],
    [Infinity, -Infinity, {}, false],
    [3, Infinity, {}, false],
    [Number.NaN, Number.NaN, {}, false],
    [Number.NaN, Number.NaN, { equalNan: true }, true],
    [Number.NaN, 1, { equalNan: true }, false],
  ])("of %d and %d with %j is %s", (a, b, options, expected) => {
    expect(allClose(a, b, options)).toBe(expected);
  });

  it("broadcasts, and finds the one that is not", () => {
    const x = add(tensor([[1], [2]]), tensor([0, 0, 0]));
    expect(allClose(x, tensor([[1], [2]]))).toBe(true);
    x.set(1, 2, 2.5);
    expect(allClose(x.transpose(1, 0), tensor([1, 2]))).toBe(false);
    expect(allClose(zeros([0, 3]), 5)).toBe(true);
  });
});

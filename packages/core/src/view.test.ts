import ndarray, { type NdArray } from "ndarray";
import { afterEach, describe, expect, it, vi } from "vitest";
import { PlainView } from "./view.ts";

type View = NdArray<Float32Array>;

const data = Float32Array.from({ length: 60 }, (_, i) => i);

/** Everything that a view shows of itself. */
const facts = ({ shape, stride, offset, size, dimension, order, dtype }: View) => ({
  shape,
  stride,
  offset,
  size,
  dimension,
  order,
  dtype,
});

const CALLS: readonly [string, (x: View) => View][] = [
  ["as it is", (x) => x],
  ["lo", (x) => x.lo(1, 2)],
  ["lo of one axis", (x) => x.lo(undefined as unknown as number, 1)],
  ["hi", (x) => x.hi(2, 3, 4)],
  ["hi, keeping an axis", (x) => x.hi(-1, 2)],
  ["step", (x) => x.step(2, 1, 3)],
  ["step backwards", (x) => x.step(-1, -2)],
  ["transpose", (x) => x.transpose(2, 0, 1)],
  ["pick", (x) => x.pick(1)],
  ["pick of the last axis", (x) => x.pick(null, -1, 2)],
  ["pick of all", (x) => x.pick(1, 2, 3)],
  ["several in a row", (x) => x.transpose(1, 2, 0).lo(1).step(-2, 1).pick(null, 2)],
];

describe("a plain view behaves as an ndarray does", () => {
  it.each(CALLS)("%s", (_name, call) => {
    const plain = call(new PlainView(data, [3, 4, 5], [20, 5, 1], 0));
    const known = call(ndarray(data, [3, 4, 5]));
    expect(facts(plain)).toEqual(facts(known));
    for (let i = 0; i < 2; i++) {
      const at = known.shape.map((extent) => Math.min(i, extent - 1));
      expect(plain.index(...at)).toBe(known.index(...at));
      expect(plain.get(...at)).toBe(known.get(...at));
    }
  });

  it("writes where it reads, and transposes as a whole", () => {
    const x = new PlainView(new Float32Array(6), [2, 3], [3, 1], 0);
    x.set(1, 2, 7);
    expect(x.data[5]).toBe(7);
    expect(x.T.shape).toEqual([3, 2]);
    expect(x.T.get(2, 1)).toBe(7);
  });
});

describe("where code must not be made from text", () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.resetModules();
  });

  it("tensors work all the same", async () => {
    const refuse = (): never => {
      throw new EvalError("blocked by the content security policy");
    };
    vi.resetModules();
    vi.doMock("ndarray", () => ({ default: refuse }));
    const { matmul, tensor, toNested, transpose } = await import("@kindling/core");
    const a = tensor([
      [1, 2],
      [3, 4],
    ]);
    expect(toNested(matmul(a, transpose(a)))).toEqual([
      [5, 11],
      [11, 25],
    ]);
    vi.doUnmock("ndarray");
  });
});

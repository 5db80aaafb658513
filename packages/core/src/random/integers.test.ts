import { describe, expect, it } from "vitest";
import { type Tensor, zeros } from "../tensor.ts";
import type { IntegersOut } from "./integers.ts";
import { createRng } from "./rng.ts";

describe("integers", () => {
  it("are those of integer, in tensors, views and typed arrays", () => {
    const single = createRng(1);
    const expected = Array.from({ length: 24 }, () => single.integer(13) - 5);
    const draw = <T extends IntegersOut>(out: T): T => createRng(1).integers(out, -5, 8);
    expect(Array.from(draw(new Int8Array(24)))).toEqual(expected);
    expect(Array.from(draw(new Int32Array(24)))).toEqual(expected);
    expect(Array.from(draw(zeros([24])).data)).toEqual(expected);
    const view = draw(zeros([6, 4]).transpose(1, 0));
    expect(expected.map((_, i) => view.get(Math.floor(i / 6), i % 6))).toEqual(expected);
  });

  it("may be drawn in pieces", () => {
    const whole = createRng(1).integers(new Uint32Array(100), 0, 3 * 2 ** 30);
    const rng = createRng(1);
    const pieces = [1, 0, 40, 59].flatMap((n) => [
      ...rng.integers(new Uint32Array(n), 0, 3 * 2 ** 30),
    ]);
    expect(pieces).toEqual([...whole]);
  });

  it("reach both ends of what the array holds", () => {
    const bytes = createRng(1).integers(new Uint8Array(10_000), 0, 256);
    expect([Math.min(...bytes), Math.max(...bytes)]).toEqual([0, 255]);
    const words = createRng(1).integers(new Int32Array(1000), -(2 ** 31), 2 ** 31);
    expect(Math.min(...words)).toBeLessThan(-2e9);
    expect(Math.max(...words)).toBeGreaterThan(2e9);
  });

  it.each([
    [new Uint8Array(2), 0, 257, "Uint8Array"],
    [new Uint8Array(2), -1, 2, "Uint8Array"],
    [new Uint8ClampedArray(2), 0, 257, "Uint8ClampedArray"],
    [new Int16Array(2), 0, 32769, "Int16Array"],
    [zeros([2]), 0, 2 ** 24 + 2, "Float32Array"],
    [zeros([2]), 0, 0, "Float32Array"],
    [zeros([2]), 1, 0, "Float32Array"],
    [zeros([2]), 0.5, 2, "Float32Array"],
    [zeros([2]), 0, Number.NaN, "Float32Array"],
  ])("refuse %o with [%f, %f)", (out, low, high, type) => {
    const rng = createRng(1);
    expect(() => rng.integers(out, low, high)).toThrow(
      `rng.integers: expected whole numbers low < high that ${type} holds, got [${low}, ${high})`,
    );
    expect(rng.stream.position).toBe(0);
  });

  it("refuse what holds no integers", () => {
    for (const out of [[1], undefined, new DataView(new ArrayBuffer(4)), new BigInt64Array(2)]) {
      expect(() => createRng(1).integers(out as unknown as Tensor, 0, 2)).toThrow(
        "rng.integers: out: expected a tensor or a typed array of integers, got",
      );
    }
  });
});

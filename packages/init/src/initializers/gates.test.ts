import { createRng, reshape, type Tensor, toNested, zeros } from "@kindling/core";
import { describe, expect, it } from "vitest";
import { initializers } from "../registry.ts";
import { constant } from "./constant.ts";
import { gates } from "./gates.ts";
import { heNormal } from "./he-normal.ts";
import { identity } from "./identity.ts";
import { ones } from "./ones.ts";
import { orthogonal } from "./orthogonal.ts";

function filled(initializer: ReturnType<typeof gates>, shape: readonly number[]): Tensor {
  const out = zeros(shape);
  initializer.fill(out, { fanIn: 8, fanOut: 2, rng: createRng(1).at("w"), path: "lstm/kernel" });
  return out;
}

describe("gates", () => {
  it("gives every gate its own part of the last axis", () => {
    const bias = gates([constant({ value: 5 }), ones(), (out) => out.set(1, 9)]);
    expect(toNested(filled(bias, [6]))).toEqual([5, 5, 1, 1, 0, 9]);
    expect(toNested(filled(gates({ each: identity(), count: 3 }), [2, 6]))).toEqual([
      [1, 0, 1, 0, 1, 0],
      [0, 1, 0, 1, 0, 1],
    ]);
  });

  it("makes each gate orthogonal by itself, and different", () => {
    const w = filled(gates({ each: orthogonal(), count: 4 }), [6, 24]);
    const parts = [0, 1, 2, 3].map((g) => toNested(w.lo(0, 6 * g).hi(6, 6)) as number[][]);
    for (const part of parts) {
      for (const [i, a] of part.entries()) {
        for (const [j, b] of part.entries()) {
          const product = a.reduce((sum, value, at) => sum + value * b[at]!, 0);
          expect(Math.abs(product - (i === j ? 1 : 0))).toBeLessThan(1e-6); // six roundings of 2⁻²⁴
        }
      }
    }
    expect(new Set(parts.map((part) => part[0]![0])).size).toBe(4);
  });

  it("hands on the fans of one gate, and the stream from gate to gate", () => {
    const w = filled(gates({ each: heNormal(), count: 2 }), [8, 4]);
    const rng = createRng(1).at("w");
    const expected = [0, 1].map(() => rng.normal(zeros([16]), 0, 0.5)); // √(2/8)
    expect(toNested(w.hi(8, 2))).toEqual(toNested(reshape(expected[0]!, [8, 2])));
    expect(toNested(w.lo(0, 2))).toEqual(toNested(reshape(expected[1]!, [8, 2])));
  });

  it("comes back from JSON", () => {
    for (const initializer of [gates([ones(), heNormal()]), gates({ each: ones(), count: 2 })]) {
      const again = initializers.resolve(JSON.parse(JSON.stringify(initializer)));
      expect(again.config).toEqual(initializer.config);
      expect(filled(again, [2, 4]).data).toEqual(filled(initializer, [2, 4]).data);
    }
    expect(gates({ each: ones(), count: 2 }).config).toEqual({ each: { name: "ones" }, count: 2 });
  });

  it("says what is wrong", () => {
    const three = gates({ each: ones(), count: 3 });
    expect(() => filled(three, [2, 4])).toThrow(
      "lstm/kernel: gates: expected a last axis of 3 equal gates, got 4",
    );
    expect(() => filled(three, [])).toThrow("of 3 equal gates, got a scalar");
    expect(() => gates([])).toThrow("gates: expected a list of initializers, got an array of 0");
    expect(() => gates({} as never)).toThrow(
      "gates: expected a list of initializers, got undefined",
    );
    expect(() => gates({ each: ones(), count: 0 })).toThrow(
      "gates: count: expected a whole number above 0, got 0",
    );
    expect(() => gates(["ones" as never])).toThrow("names are for initializers.resolve");
  });
});

import { createRng, tensor, toNested, transpose, zeros } from "@kindling/core";
import { describe, expect, it } from "vitest";
import { initializers } from "../registry.ts";
import { values } from "./values.ts";

const context = { fanIn: 1, fanOut: 1, rng: createRng(1), path: "dense_1/kernel" };

describe("values", () => {
  it.each([
    ["nested arrays", [[1, 2, 3], [4, 5, 6]]],
    ["typed rows", [Float64Array.of(1, 2, 3), Float32Array.of(4, 5, 6)]],
    ["a view", transpose(tensor([[1, 4], [2, 5], [3, 6]]))],
    ["a config", { values: [[1, 2, 3], [4, 5, 6]] }],
  ])("takes %s", (_what, given) => {
    const out = zeros([2, 3]);
    values(given as never).fill(out, context);
    expect([...out.data]).toEqual([1, 2, 3, 4, 5, 6]);
  }); // biome-ignore format: one line each

  it("takes a number for a scalar, and a typed array for a vector", () => {
    const [scalar, vector] = [zeros([]), zeros([2])];
    values(7).fill(scalar, context);
    values(Float32Array.of(8, 9)).fill(vector, context);
    expect([toNested(scalar), toNested(vector)]).toEqual([7, [8, 9]]);
  });

  it("does not change with what it came from", () => {
    const given = tensor([1, 2]);
    const initializer = values(given);
    given.set(0, 9);
    const out = zeros([2]);
    initializer.fill(out, context);
    expect([...out.data]).toEqual([1, 2]);
  });

  it("comes back from JSON with the same float32 numbers", () => {
    const given = tensor([0.1, -1e-40, 3e38]);
    const again = initializers.resolve(JSON.parse(JSON.stringify(values(given))));
    const out = zeros([3]);
    again.fill(out, context);
    expect(out.data).toEqual(given.data);
  });

  it("says what is wrong", () => {
    expect(() => values([[1, 2]]).fill(zeros([2, 1]), context)).toThrow(
      "dense_1/kernel: values: expected [2, 1], got [1, 2]",
    );
    expect(() => values([[1], [1, 2]])).toThrow("tensor: ragged array");
    expect(() => values([Number.NaN])).toThrow("tensor: expected finite float32 numbers");
    expect(() => values({} as never)).toThrow("tensor: expected a number, got undefined");
  });
});

import { createRng, tensor, toNested, zeros } from "@kindling/core";
import { describe, expect, it } from "vitest";
import { ones } from "./initializers/ones.ts";
import { rules } from "./initializers/rules.ts";
import { loaded } from "./loaded.ts";

const at = (path?: string) => ({
  fanIn: 1,
  fanOut: 1,
  rng: createRng(1),
  ...(path !== undefined && { path }),
});
const weights = { "dense_1/kernel": tensor([[1, 2]]), "dense_1/bias": [3, 4] };

describe("loaded", () => {
  it.each([
    ["an object", weights],
    ["a map", new Map(Object.entries(weights))],
    [
      "flat data with shapes",
      {
        "dense_1/kernel": { shape: [1, 2], data: Float32Array.of(1, 2) },
        "dense_1/bias": { shape: [2], data: [3, 4] },
      },
    ],
  ])("gives each parameter what stands under its path in %s", (_what, from) => {
    const [kernel, bias] = [zeros([1, 2]), zeros([2])];
    loaded(from).fill(kernel, at("dense_1/kernel"));
    loaded(from).fill(bias, at("dense_1/bias"));
    expect([toNested(kernel), toNested(bias)]).toEqual([[[1, 2]], [3, 4]]);
  });

  it("goes with rules, for a part of a net", () => {
    const start = rules([
      [/^dense_1/, loaded(weights)],
      [/^/, ones()],
    ]);
    const [bias, other] = [zeros([2]), zeros([2])];
    start.fill(bias, at("dense_1/bias"));
    start.fill(other, at("dense_2/bias"));
    expect([toNested(bias), toNested(other)]).toEqual([
      [3, 4],
      [1, 1],
    ]);
  });

  it("holds none of the weights in its JSON", () => {
    expect(JSON.stringify(loaded(weights))).toBe('{"name":"loaded"}');
  });

  it("says what is wrong, and leaves the tensor", () => {
    const out = tensor([7, 7]);
    expect(() => loaded(weights).fill(out, at("dense_1/biass"))).toThrow(
      'dense_1/biass: loaded: expected weights for "dense_1/biass": did you mean "dense_1/bias"?',
    );
    expect(() => loaded(weights).fill(out, at("constructor"))).toThrow(
      'constructor: loaded: expected weights for "constructor": expected one of',
    );
    expect(() => loaded(weights).fill(out, at("dense_1/kernel"))).toThrow(
      "dense_1/kernel: loaded: expected [2], got [1, 2]",
    );
    expect(() => loaded(weights).fill(out, at())).toThrow(
      "loaded: path: expected the name of the parameter, got undefined",
    );
    expect([...out.data]).toEqual([7, 7]);
    const damaged = { w: { shape: [3], data: [1, 2] } };
    expect(() => loaded(damaged).fill(out, at("w"))).toThrow("tensor: expected");
    expect(() => loaded({ w: null as never }).fill(out, at("w"))).toThrow("tensor: expected");
    expect(() => loaded(null as never)).toThrow(
      "loaded: expected a Map or an object of tensors, got null",
    );
    expect(() => loaded([[1]] as never)).toThrow("got an array of 1");
  });
});

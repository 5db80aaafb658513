import { createRng, tensor, zeros } from "@kindling/core";
import { describe, expect, it } from "vitest";
import { sampleTensor } from "../test/sample.ts";
import { initializerContract } from "./initializer.contract.ts";
import { defineInitializer, defineStructural } from "./initializer.ts";
import { heNormal } from "./initializers/he-normal.ts";
import { zeros as zerosInitializer } from "./initializers/zeros.ts";
import { normal } from "./law.ts";
import { initializers } from "./registry.ts";

interface ScaledConfig {
  readonly scale?: number;
}

declare module "@kindling/init" {
  interface InitializerConfigs {
    initializerTestLaw: ScaledConfig;
    initializerTestCount: ScaledConfig;
  }
}

const scaled = defineInitializer("initializerTestLaw", ({ scale = 1 }: ScaledConfig = {}) => {
  return ({ fanIn, fanOut }) => normal(fanOut, scale / fanIn);
});

const count = defineStructural("initializerTestCount", ({ scale = 1 }: ScaledConfig = {}) => {
  return (out, { fanIn }) => {
    out.data.set(out.data.map((_, i) => scale * (i + fanIn)));
  };
});

initializers.register("initializerTestLaw", scaled);
initializers.register("initializerTestCount", count);

const at = (fanIn: number, fanOut: number) => ({ fanIn, fanOut });

describe("an initializer that is a law", () => {
  initializerContract(() => scaled({ scale: 3 }));

  it("carries its name, its options as given, and its law", () => {
    expect(scaled.name).toBe("initializerTestLaw");
    expect(scaled({ scale: 3 })).toMatchObject({
      name: "initializerTestLaw",
      config: { scale: 3 },
    });
    expect(scaled().config).toEqual({});
    expect(scaled({ scale: 3 }).law(at(6, 2))).toEqual(normal(2, 0.5));
    expect(JSON.stringify(scaled({ scale: 3 }))).toBe('{"name":"initializerTestLaw","scale":3}');
  });

  it("does not change with the object that its options came from", () => {
    const config = { scale: 3 };
    const initializer = scaled(config);
    config.scale = 12;
    expect(initializer.config).toEqual({ scale: 3 });
    expect(initializer.law(at(6, 2))).toEqual(normal(2, 0.5));
  });

  it("takes a fan of 0 for 1, as Keras does", () => {
    expect(heNormal().law(at(0, 8))).toEqual(heNormal().law(at(1, 8)));
    expect(scaled().law(at(0, 0))).toEqual(normal(1, 1));
    const bias = sampleTensor(heNormal(), { shape: [4], ...at(0, 4), seed: 1 });
    expect(bias.data.every(Number.isFinite)).toBe(true);
  });

  it.each([Number.NaN, -1, 2.5, "3", undefined])("refuses a fan of %o", (fan) => {
    expect(() => heNormal().law(at(fan as number, 1))).toThrow(
      "heNormal: fanIn: expected a whole number, 0 or more, got",
    );
  });

  it("fills any ndarray without a net", () => {
    const w = zeros([784, 128]);
    const again = zeros([784, 128]);
    heNormal().fill(w, { fanIn: 784, fanOut: 128, rng: createRng(42).at("w") });
    heNormal().fill(again, { fanIn: 784, fanOut: 128, rng: createRng(42).at("w") });
    expect(w.data).toEqual(again.data);
    expect(new Set(w.data).size).toBeGreaterThan(1000);
  });

  it.each([[[1, 2]], [new Float32Array(2)], [null]])("refuses to fill %o", (out) => {
    const context = { ...at(1, 1), rng: createRng(1) };
    expect(() => zerosInitializer().fill(out as never, context)).toThrow(
      "zeros: out: expected an ndarray of floats, got",
    );
  });

  it("asks for a context", () => {
    expect(() => heNormal().fill(zeros([2]), undefined as never)).toThrow(
      "heNormal: expected { fanIn, fanOut, rng }, got undefined",
    );
  });
});

describe("an initializer that writes the values", () => {
  initializerContract(() => count({ scale: 2 }));

  it("gets zeros in the shape of the tensor, and its context", () => {
    const out = tensor([[7, 7, 7], [7, 7, 7]]); // biome-ignore format: a matrix
    const context = { ...at(10, 1), rng: createRng(1), path: "p" };
    const seen: unknown[] = [];
    const spy = defineStructural("spy", () => (values, given) => {
      seen.push(values.shape, [...values.data], given);
    });
    spy().fill(out, context);
    expect(seen).toEqual([[2, 3], [0, 0, 0, 0, 0, 0], context]);
    count().fill(out, context);
    expect([...out.data]).toEqual([10, 11, 12, 13, 14, 15]);
  });

  it("has no law", () => {
    expect(count().law).toBeUndefined();
  });

  it("leaves the tensor as it is when writing fails, or gives what is not finite", () => {
    const out = tensor([1, 2]);
    const context = { ...at(1, 1), rng: createRng(1), path: "dense_1/kernel" };
    const halfway = defineStructural("halfway", () => (values) => {
      values.set(0, 5);
      throw new Error("halfway");
    });
    expect(() => halfway().fill(out, context)).toThrow("halfway");
    const broken = defineStructural("broken", () => (values) => values.set(1, Number.NaN));
    expect(() => broken().fill(out, context)).toThrow(
      "dense_1/kernel: broken: value: expected a finite float32 number, got NaN",
    );
    expect([...out.data]).toEqual([1, 2]);
  });
});

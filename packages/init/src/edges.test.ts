import { createRng, fans, initializers, type LawInitializer, laws } from "@kindling/init";
import ndarray from "ndarray";
import { describe, expect, it } from "vitest";

/** What the README says of fans and shapes at the edge. */
describe("at the edge", () => {
  it.each(["heNormal", "glorotUniform", "orthogonal", "sparse", "zeros"] as const)(
    "%s fills nothing where a shape is empty, and draws nothing",
    (name) => {
      const rng = createRng(1);
      for (const shape of [[0, 4], [4, 0], [0, 0]]) {
        const w = ndarray(new Float32Array(0), shape);
        initializers.resolve(name).fill(w, { ...fans(shape), rng });
      } // biome-ignore format: shapes
      expect(rng.stream.position).toBe(0);
    },
  );

  it("counts a fan of 0 as 1", () => {
    for (const name of [
      "heNormal",
      "glorotNormal",
      "fanInUniform",
      "auto",
      "muP",
      "siren",
    ] as const) {
      const { law } = initializers.resolve(name) as LawInitializer;
      expect(law({ fanIn: 0, fanOut: 0 })).toEqual(law({ fanIn: 1, fanOut: 1 }));
    }
    expect(
      laws.variance(initializers.resolve("heNormal").law!({ fanIn: 0, fanOut: 9 })),
    ).toBeCloseTo(2, 14);
  });

  it.each<[object, string]>([
    [{ name: "heNormal", gain: -1 }, "heNormal: gain: expected a number above 0, got -1"],
    [
      { name: "normal", std: 0 },
      "normal: std: expected a number above 0, got 0; one value for all is constant",
    ],
    [{ name: "normal", std: Number.NaN }, "normal: std: expected a finite float32 number, got NaN"],
    [{ name: "normal", mean: 1e39 }, "normal: mean: expected a finite float32 number, got 1e+39"],
    [
      { name: "varianceScaling", scale: -2 },
      "varianceScaling: scale: expected a number above 0, got -2",
    ],
    [{ name: "glorotUniform", gain: 0 }, "glorotUniform: gain: expected a number above 0, got 0"],
    [{ name: "uniform", low: 1, high: 1 }, "uniform: expected low < high, got low 1 and high 1"],
    [
      { name: "truncatedNormal", low: 2, high: -2 },
      "truncatedNormal: expected low < high, got low 2 and high -2",
    ],
    [
      { name: "orthogonal", gain: Number.POSITIVE_INFINITY },
      "orthogonal: gain: expected a finite float32 number",
    ],
  ])("refuses %j", (spec, message) => {
    expect(() => initializers.resolve(spec as never)).toThrow(message);
  });

  it.each(["orthogonal", "identity", "zerO", "sinusoidal"] as const)(
    "%s refuses a vector",
    (name) => {
      const bias = ndarray(Float32Array.of(7, 7), [2]);
      const context = { fanIn: 2, fanOut: 2, rng: createRng(1), path: "dense_1/bias" };
      expect(() => initializers.resolve(name).fill(bias, context)).toThrow(
        `dense_1/bias: ${name}: expected a kernel [in, out], got [2]; a bias takes zeros or constant`,
      );
      expect([...bias.data]).toEqual([7, 7]);
    },
  );

  it("takes a shape of one element, and says so where there is no float32 in a law", () => {
    const w = ndarray(new Float32Array(1), [1, 1]);
    initializers.resolve("orthogonal").fill(w, { fanIn: 1, fanOut: 1, rng: createRng(1) });
    expect(Math.abs(w.get(0, 0))).toBe(1);
    const tiny = initializers.resolve({ name: "uniform", low: 1 + 1e-12, high: 1 + 2e-12 });
    const attempt = () => tiny.fill(w, { fanIn: 1, fanOut: 1, rng: createRng(1) });
    expect(attempt).toThrow("rng.uniform: expected low < high with float32 numbers between");
  });

  it("fills an ndarray of the user's own, of float64 too, and views of it", () => {
    const w = ndarray(new Float64Array(6), [2, 3]);
    initializers
      .resolve("heNormal")
      .fill(w as never, { ...fans(w.shape), rng: createRng(42).at("w") });
    const v = ndarray(new Float32Array(6), [3, 2]);
    initializers
      .resolve("heNormal")
      .fill(v.transpose(1, 0), { ...fans([2, 3]), rng: createRng(42).at("w") });
    expect(w.data.every((value) => value !== 0)).toBe(true);
    expect(v.get(2, 1)).toBe(w.get(1, 2));
  });
});

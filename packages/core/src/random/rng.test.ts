import ndarray from "ndarray";
import { afterEach, describe, expect, it } from "vitest";
import { kernels, useKernels } from "../kernels/current.ts";
import { createArena } from "../memory/arena.ts";
import { type Tensor, zeros } from "../tensor.ts";
import { deriveKey } from "./key.ts";
import { philox4x32 } from "./philox.ts";
import { createRng } from "./rng.ts";

const SETS = ["js", "wasm-simd", "reference"] as const;
const { name: defaultSet } = kernels();
afterEach(() => useKernels(defaultSet));

describe("createRng", () => {
  it.each([0, -1, 2 ** 53 - 1, -(2 ** 53 - 1)])("takes seed %i", (seed) => {
    expect(createRng(seed).uint32()).toBe(createRng(seed).uint32());
  });

  it("tells all seeds apart, upper words and signs included", () => {
    const seeds = [0, 1, -1, 2 ** 32, 2 ** 32 + 1, -(2 ** 32), 2 ** 53 - 1, -(2 ** 53 - 1)];
    expect(new Set(seeds.map((seed) => createRng(seed).uint32())).size).toBe(seeds.length);
  });

  it.each([0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, "7"])("refuses seed %s", (seed) => {
    expect(() => createRng(seed as number)).toThrow(
      `createRng: seed: expected a whole number within ±2⁵³, got ${seed}`,
    );
  });
});

describe("deriveKey", () => {
  it("is the documented chain of blocks", () => {
    // "ab" and its length, from seed 2³² + 3: words 3 and 1.
    const fold = ([w0, w1, w2, w3]: number[]): [number, number] => [
      (w0 ^ w2) >>> 0,
      (w1 ^ w3) >>> 0,
    ];
    const text = fold(philox4x32([0x6261, 0, 0, 0], [3, 1]));
    expect(deriveKey(2 ** 32 + 3, "ab")).toEqual(fold(philox4x32([2, 0x6b696e64, 0, 0], text)));
  });

  it("tells paths apart that differ by padding, block limits and script", () => {
    const paths = [
      "",
      "\0",
      "\0\0",
      "a",
      "a\0",
      "a".repeat(15),
      "a".repeat(16),
      "a".repeat(17),
      "ä",
      "ß",
    ];
    const keys = paths.map((path) => deriveKey(1, path).join());
    expect(new Set(keys).size).toBe(paths.length);
  });
});

describe("at", () => {
  const rng = createRng(42);

  it("joins paths and starts at the beginning, whatever was drawn", () => {
    const first = rng.at("a").at("b");
    first.uint32();
    expect(rng.at("a/b").stream).toEqual({ ...first.stream, position: 0 });
    expect(first.at("").stream).toEqual(rng.at("a/b").stream);
  });

  it("gives every path and step its own stream", () => {
    const draws = [rng.at("a"), rng.at("b"), rng.at("a", 1), rng.at("a/b"), rng.at("")];
    expect(new Set(draws.map((stream) => stream.uint32())).size).toBe(draws.length);
  });

  it("does not hand the step on", () => {
    expect(rng.at("a", 5).at("b").stream).toEqual(rng.at("a/b").stream);
  });

  it.each([-1, 0.5, 2 ** 32, Number.NaN])("refuses step %f", (step) => {
    expect(() => rng.at("a", step)).toThrow(
      `rng.at: step: expected a whole number in [0, 2³²), got ${step}`,
    );
  });

  it("refuses a path that is no string", () => {
    expect(() => rng.at(3 as unknown as string)).toThrow("rng.at: path: expected a string, got 3");
  });
});

describe("fills", () => {
  const fills = {
    uniform: (out: Tensor) => createRng(1).uniform(out, -1, 2),
    normal: (out: Tensor) => createRng(1).normal(out, 1, 2),
    truncatedNormal: (out: Tensor) => createRng(1).truncatedNormal(out, 1, 2),
    bernoulli: (out: Tensor) => createRng(1).bernoulli(out, 0.3),
  };
  const plain = (name: keyof typeof fills, n: number): number[] =>
    Array.from(fills[name](zeros([n])).data);

  describe.each(["uniform", "normal", "truncatedNormal", "bernoulli"] as const)("%s", (name) => {
    it.each(SETS)("is the same in the memory of %s, in plain arrays and in views", (set) => {
      const expected = plain(name, 24);
      useKernels(set);
      const resident = createArena().tensor([4, 6]);
      expect(fills[name](resident)).toBe(resident);
      expect(Array.from(resident.data)).toEqual(expected);
      expect(plain(name, 24)).toEqual(expected);

      for (const whole of [zeros([6, 4]), createArena().tensor([6, 4])]) {
        const view = whole.transpose(1, 0);
        fills[name](view);
        const read = Array.from(expected, (_, i) => view.get(Math.floor(i / 6), i % 6));
        expect(read).toEqual(expected);
      }
    });

    it("is the same in large views, which are staged in pieces", () => {
      const expected = plain(name, 3 * 70_000);
      const resident = createArena(3 * 70_000).tensor([3 * 70_000]);
      expect(fills[name](resident).data).toEqual(new Float32Array(expected));
      const view = zeros([70_000, 3]).transpose(1, 0);
      fills[name](view);
      for (let i = 0; i < expected.length; i += 997) {
        expect(view.get(Math.floor(i / 70_000), i % 70_000)).toBe(expected[i]);
      }
    });

    it("goes on where the last fill ended", () => {
      const rng = createRng(1);
      const draw = (n: number): Float32Array => {
        const out = zeros([n]);
        if (name === "uniform") return rng.uniform(out, -1, 2).data;
        if (name === "bernoulli") return rng.bernoulli(out, 0.3).data;
        return rng[name](out, 1, 2).data;
      };
      expect([...draw(5), ...draw(0), ...draw(19)]).toEqual(plain(name, 24));
      expect(rng.stream.position).toBe(24);
    });

    it("leaves memory as it was over many calls", () => {
      const out = zeros([100]);
      const resident = createArena();
      const free = (): number => resident.segment.largestFree;
      for (let i = 0; i < 1000; i++) fills[name](out);
      const before = free();
      for (let i = 0; i < 20_000; i++) fills[name](out);
      expect(free()).toBe(before);
    });
  });

  it("fills scalars and empty tensors", () => {
    expect(createRng(1).normal(zeros([])).data[0]).toBe(createRng(1).normal(zeros([1])).data[0]);
    expect(createRng(1).normal(zeros([0, 3])).size).toBe(0);
  });

  it("refuses what is no tensor", () => {
    expect(() => createRng(1).normal(new Float32Array(2) as unknown as Tensor)).toThrow(
      "rng.normal: out: expected a tensor, got an object",
    );
  });
});

describe("uniform", () => {
  it("reaches neither below low nor up to high, even where both are neighbours in float32", () => {
    const next = 1 + 2 ** -23;
    expect(new Set(createRng(1).uniform(zeros([1000]), 1, next).data)).toEqual(new Set([1]));
    for (const [low, high] of [
      [0.1, 0.3],
      [-0.7, 0.7],
      [-1, 0],
      [1e30, 1.0000003e30],
      [3, 3.000001],
    ]) {
      const { data } = createRng(1).uniform(zeros([100_000]), low, high);
      expect(Math.min(...data.subarray(0, 50_000))).toBeGreaterThanOrEqual(low);
      expect(data.every((x) => x >= low && x < high)).toBe(true);
    }
  });

  it.each([
    [1, 1],
    [1, 0],
    [1 + 2 ** -30, 1 + 2 ** -29],
    [0, Number.NaN],
    [Number.NEGATIVE_INFINITY, 0],
  ])("refuses [%f, %f)", (low, high) => {
    expect(() => createRng(1).uniform(zeros([1]), low, high)).toThrow(
      `rng.uniform: expected low < high with float32 numbers between, got [${low}, ${high})`,
    );
  });

  it.each([
    [-3e38, 3e38],
    [-1e39, 0],
  ])("refuses [%f, %f), which float32 cannot span", (low, high) => {
    expect(() => createRng(1).uniform(zeros([1]), low, high)).toThrow(
      `rng.uniform: expected an interval within float32, got [${low}, ${high})`,
    );
  });
});

describe("normal", () => {
  it("is the mean where std is 0", () => {
    expect(createRng(1).normal(zeros([5]), 3, 0).data).toEqual(new Float32Array(5).fill(3));
  });

  it.each([
    [0, -1],
    [0, Number.NaN],
    [Number.NaN, 1],
    [0, Number.POSITIVE_INFINITY],
    [0, 1e38],
  ])("refuses mean %f with std %f", (mean, std) => {
    const rng = createRng(1);
    const out = zeros([2]);
    expect(() => rng.normal(out, mean, std)).toThrow(
      `rng.normal: expected std ≥ 0 and mean ± 6.8·std within float32, got mean ${mean}, std ${std}`,
    );
    expect(rng.stream.position).toBe(0);
    expect(out.data).toEqual(new Float32Array(2));
  });
});

describe("truncatedNormal", () => {
  const n = 2 ** 16;

  it.each([
    [0, 0.05, -2, 2],
    [0.1, 1e-3, -2, 2],
    [5, 2, -1, 3],
    [0, 1, 0, Number.POSITIVE_INFINITY],
    [0, 1, 1.5, 1.5000001],
  ])("of mean %f, std %f stays within [%f, %f]·std", (mean, std, low, high) => {
    const { data } = createRng(1).truncatedNormal(zeros([n]), mean, std, low, high);
    expect(data.every((x) => x >= mean + low * std && x <= mean + high * std)).toBe(true);
  });

  it("draws tails with the law of tails, above as below", () => {
    const above = createRng(1).truncatedNormal(zeros([n]), 0, 1, 6, 7).data;
    const below = createRng(1).truncatedNormal(zeros([n]), 0, 1, -7, -6).data;
    expect(above).toEqual(below.map((x) => -x));
    // Mean and variance within [6, 7], by mpmath's quadrature of the density.
    const mean = 6.1572109;
    const variance = 0.0227483811;
    const average = above.reduce((sum, x) => sum + x, 0) / n;
    expect(Math.abs(average - mean)).toBeLessThan(4 * Math.sqrt(variance / n));
    const spread = above.reduce((sum, x) => sum + (x - mean) ** 2, 0) / n;
    // μ₄/σ⁴ = 6.383, by the same quadrature.
    expect(Math.abs(spread / variance - 1)).toBeLessThan(4 * Math.sqrt((6.383 - 1) / n));
  });

  it("takes bounds in std or absolute", () => {
    const draw = (low: number, high: number, bounds?: "std" | "absolute"): Float32Array =>
      createRng(1).truncatedNormal(zeros([100]), 1, 0.5, low, high, bounds ? { bounds } : {}).data;
    expect(draw(0, 3, "absolute")).toEqual(draw(-2, 4));
    expect(draw(-2, 4, "std")).toEqual(draw(-2, 4));
    expect(draw(4, 4.5, "absolute")).toEqual(draw(6, 7));
    const { NEGATIVE_INFINITY: none } = Number;
    expect(draw(none, 1, "absolute")).toEqual(draw(none, 0));
  });

  it("keeps to absolute bounds that no std says exactly", () => {
    const { data } = createRng(1).truncatedNormal(zeros([n]), 0.1, 0.3, -0.1, 0.3, {
      bounds: "absolute",
    });
    expect(data.every((x) => x >= -0.1 && x <= 0.3)).toBe(true);
  });

  it("takes std 0 where absolute bounds hold the mean", () => {
    const draw = (low: number, high: number): Float32Array =>
      createRng(1).truncatedNormal(zeros([2]), 3, 0, low, high, { bounds: "absolute" }).data;
    expect(draw(2, 4)).toEqual(Float32Array.of(3, 3));
    expect(draw(3, 4)).toEqual(Float32Array.of(3, 3));
    expect(() => draw(4, 5)).toThrow(
      "expected bounds low < high that reach within ±12 std, got [Infinity, Infinity] std",
    );
  });

  it("refuses unknown kinds of bounds", () => {
    expect(() =>
      createRng(1).truncatedNormal(zeros([1]), 0, 1, -1, 1, { bounds: "sigma" as "std" }),
    ).toThrow('rng.truncatedNormal: bounds: expected "std" or "absolute", got "sigma"');
  });

  it("is the mean where std is 0, and moves the stream all the same", () => {
    const rng = createRng(1);
    expect(rng.truncatedNormal(zeros([5]), 0.1, 0).data).toEqual(new Float32Array(5).fill(0.1));
    expect(rng.stream.position).toBe(5);
  });

  it.each([
    [1, 1],
    [2, -2],
    [Number.NaN, 1],
    [13, 14],
    [-14, -13],
  ])("refuses bounds [%f, %f]", (low, high) => {
    expect(() => createRng(1).truncatedNormal(zeros([1]), 0, 1, low, high)).toThrow(
      `rng.truncatedNormal: expected bounds low < high that reach within ±12 std, got [${low}, ${high}] std`,
    );
  });

  it("refuses bounds without a float32 between them", () => {
    expect(() => createRng(1).truncatedNormal(zeros([1]), 0.1, 1e-12)).toThrow(
      "rng.truncatedNormal: expected bounds with float32 numbers between, got [0.099",
    );
  });
});

describe("bernoulli", () => {
  it("is 1 where the uniform of the same word lies below the probability", () => {
    const uniform = createRng(1).uniform(zeros([1000])).data;
    for (const probability of [0, 0.25, 0.3, 1]) {
      const expected = uniform.map((u) => (u < Math.fround(probability) ? 1 : 0));
      expect(createRng(1).bernoulli(zeros([1000]), probability).data).toEqual(expected);
    }
  });

  it.each([-0.1, 1.1, Number.NaN, "0.5"])("refuses probability %s", (probability) => {
    expect(() => createRng(1).bernoulli(zeros([1]), probability as number)).toThrow(
      "rng.bernoulli: probability: expected a number in [0, 1], got",
    );
  });
});

describe("single draws", () => {
  it("uint32 gives the words of the stream in order", () => {
    const rng = createRng(9).at("x", 4);
    const { key0, key1, step } = rng.stream;
    const expected = [0, 1, 2].flatMap((block) => philox4x32([block, 0, step, 0], [key0, key1]));
    expect(expected.map(() => rng.uint32())).toEqual(expected);
  });

  it("integer is the upper word of word·bound", () => {
    const words = createRng(1);
    const rng = createRng(1);
    for (let i = 0; i < 100; i++) {
      // 1000 leaves 296 of 2³² words to be drawn again: none of these is.
      expect(rng.integer(1000)).toBe(Number((BigInt(words.uint32()) * 1000n) >> 32n));
    }
    expect(rng.integer(1)).toBe(0);
    expect(createRng(1).integer(2 ** 32)).toBe(createRng(1).uint32());
  });

  it("integer draws again what would favour small numbers", () => {
    const rng = createRng(1);
    // Of 2³² words 2³⁰ do not share out evenly over 3·2³⁰ numbers: one in four is drawn again.
    const counts = [0, 0, 0];
    for (let i = 0; i < 30_000; i++) counts[Math.floor(rng.integer(3 * 2 ** 30) / 2 ** 30)]++;
    // Binomial proportions of ⅓; without rejection one of them would be ½.
    for (const count of counts) {
      expect(Math.abs(count / 30_000 - 1 / 3)).toBeLessThan(4 * Math.sqrt(2 / 9 / 30_000));
    }
    // The number of words is geometric: mean 4/3, variance 4/9.
    const extra = rng.stream.position / 30_000 - 4 / 3;
    expect(Math.abs(extra)).toBeLessThan(4 * Math.sqrt(4 / 9 / 30_000));
  });

  it.each([0, -1, 1.5, 2 ** 32 + 1, Number.NaN])("integer refuses bound %f", (bound) => {
    expect(() => createRng(1).integer(bound)).toThrow(
      `rng.integer: bound: expected a whole number in [1, 2³²], got ${bound}`,
    );
  });

  it("permutation holds every number once", () => {
    for (const n of [0, 1, 2, 1000]) {
      const order = createRng(1).permutation(n);
      expect(order.slice().sort()).toEqual(Uint32Array.from({ length: n }, (_, i) => i));
    }
  });

  it.each([-1, 1.5, 2 ** 32])("permutation refuses n %f", (n) => {
    expect(() => createRng(1).permutation(n)).toThrow(
      `rng.permutation: n: expected a whole number in [0, 2³²), got ${n}`,
    );
  });
});

it("a stream ends after 2³⁴ draws", () => {
  const rng = createRng(1);
  // A view of 2³⁴ + 1 elements over a single one.
  const endless = ndarray(new Float32Array(1), [2 ** 17, 2 ** 17 + 1], [0, 0]);
  expect(() => rng.uniform(endless)).toThrow(
    `rng.uniform: expected at most 2³⁴ draws from one stream, got ${2 ** 34 + 2 ** 17} after 0; ` +
      "take another stream with at(path, step)",
  );
  expect(rng.stream.position).toBe(0);
});

import { afterAll, describe, expect, it } from "vitest";
import { kernels, useKernels } from "../kernels/current.ts";
import { zeros } from "../tensor.ts";
import { LAWS, type Law } from "./laws.contract.ts";
import { createRng, type Rng } from "./rng.ts";

const SEED = 20240607;

/**
 * What samples of `n` must satisfy. Every statistic is scaled to a standard normal, or to a χ² that
 * is nearly one, and must lie within 4: a right generator fails one in 16 000 such tests. Streams
 * are fixed, so a test that passes keeps passing.
 */
export function statisticsContract(n: number): void {
  const rng = createRng(SEED).at("statistics");
  const { name: defaultSet } = kernels();
  afterAll(() => useKernels(defaultSet));

  describe.each(["wasm-simd", "js"] as const)("fills of %s", (set) => {
    describe.each(LAWS)("$name", (law) => {
      useKernels(set);
      const x = law.draw(rng.at(law.name), n);
      hasLaw(x, law);
      hasNoSerialCorrelation(x, law);
    });

    it.each([0, 8, 16])("uniform has bytes, from bit %i on, that are equally frequent", (shift) => {
      useKernels(set);
      const counts = new Float64Array(256);
      for (const u of rng.at("bytes").uniform(zeros([n])).data) {
        counts[((u * 2 ** 24) >>> shift) & 255]++;
      }
      expectChiSquare(counts);
    });
  });

  describe("the words", () => {
    const words = Uint32Array.from({ length: n }, wordsOf(rng.at("words")));

    it("have every bit set in half of them", () => {
      for (let bit = 0; bit < 32; bit++) {
        const ones = words.reduce((count, word) => count + ((word >>> bit) & 1), 0);
        // 32 tests: 4.8 leaves the odds of the whole at one in 16 000 or so.
        expect(Math.abs(ones - n / 2) / Math.sqrt(n / 4)).toBeLessThan(4.8);
      }
    });

    it.each([0, 8, 16, 24])("have bytes, from bit %i on, that are equally frequent", (shift) => {
      const counts = new Float64Array(256);
      for (const word of words) counts[(word >>> shift) & 255]++;
      expectChiSquare(counts);
    });

    it("have upper halfbytes that are equally frequent in pairs", () => {
      const counts = new Float64Array(256);
      for (let i = 1; i < n; i += 2) counts[((words[i - 1] >>> 28) << 4) | (words[i] >>> 28)]++;
      expectChiSquare(counts);
    });

    it("share no bit with the stream of another path, step or seed more often than by chance", () => {
      const others = [
        rng.at("words", 1),
        rng.at("word"),
        createRng(SEED + 1).at("statistics/words"),
        createRng(-SEED).at("statistics/words"),
      ];
      for (const other of others) {
        const next = wordsOf(other);
        const unequal = words.reduce((count, word) => count + bitCount(word ^ next()), 0);
        expect(Math.abs(unequal - 16 * n) / Math.sqrt(8 * n)).toBeLessThan(4);
      }
    });
  });

  describe("single draws", () => {
    it("integers are even over a width that does not divide 2³²", () => {
      const counts = new Float64Array(257);
      for (const x of rng.at("integers").integers(new Int32Array(n), -100, 157)) counts[x + 100]++;
      expectChiSquare(counts);
    });

    it("permutation puts every number everywhere equally often", () => {
      const size = 8;
      const rounds = Math.floor(n / size);
      const counts = new Float64Array(size * size);
      const stream = rng.at("permutations");
      for (let round = 0; round < rounds; round++) {
        stream.permutation(size).forEach((value, at) => {
          counts[at * size + value]++;
        });
      }
      const statistic = chiSquare(counts, () => 1 / size ** 2);
      // Rows and columns sum up: (8 − 1)² degrees of freedom after the scale (size − 1)/size.
      const freedom = (size - 1) ** 2;
      const scaled = (statistic * (size - 1)) / size;
      expect(Math.abs(scaled - freedom)).toBeLessThan(4 * Math.sqrt(2 * freedom));
    });

    it("choice draws every pair of entries equally often", () => {
      expectPairs(rng.at("choice"), n >> 3, 7, {}, () => 1 / 42);
    });

    it("choice draws every pair of weighted entries as one after the other", () => {
      const weights = [1, 2, 3, 4];
      const total = 10;
      expectPairs(
        rng.at("weighted choice"),
        n >> 3,
        4,
        { weights },
        (i, j) => (weights[i] / total) * (weights[j] / (total - weights[i])),
      );
    });

    it("choice with replacement draws independent entries by their weights", () => {
      const weights = [5, 0.5, 1, 3.5];
      const options = { weights, replace: true };
      const share = (i: number): number => weights[i] / 10;
      expectPairs(rng.at("replaced"), n >> 3, 4, options, (i, j) => share(i) * share(j));
    });
  });
}

function hasLaw(x: Float32Array, { mean, moment, cdf }: Law): void {
  const n = x.length;

  it.each([1, 2, 3, 4])("has the moment μ%i, within 4 √((μ₂ₖ − μₖ²)/n)", (k) => {
    const got = x.reduce((sum, value) => sum + (value - mean) ** k, 0) / n;
    const expected = moment(k);
    expect(Math.abs(got - expected)).toBeLessThan(
      4 * Math.sqrt((moment(2 * k) - expected ** 2) / n),
    );
  });

  if (cdf === undefined) return;
  it("has the distribution function, by Kolmogorov and Smirnov", () => {
    const sorted = x.slice().sort();
    let distance = 0;
    for (let i = 0; i < n; i++) {
      const p = cdf(sorted[i]);
      distance = Math.max(distance, p - i / n, (i + 1) / n - p);
    }
    // P(√n·D > 2.24) = 2 exp(−2·2.24²) = 9·10⁻⁵.
    expect(Math.sqrt(n) * distance).toBeLessThan(2.24);
  });
}

function hasNoSerialCorrelation(x: Float32Array, { mean, moment }: Law): void {
  const n = x.length;
  const variance = moment(2);
  const spread = moment(4) - variance ** 2;

  it.each([1, 2, 3, 4, 5, 8, 16])("has no correlation with the element %i further", (lag) => {
    let sum = 0;
    let squares = 0;
    for (let i = lag; i < n; i++) {
      sum += (x[i] - mean) * (x[i - lag] - mean);
      squares += ((x[i] - mean) ** 2 - variance) * ((x[i - lag] - mean) ** 2 - variance);
    }
    expect(Math.abs(sum / variance)).toBeLessThan(4 * Math.sqrt(n));
    // Nor have the squares, whose variance is μ₄ − σ⁴.
    expect(Math.abs(squares / spread)).toBeLessThan(4 * Math.sqrt(n));
  });
}

/** Draws pairs of `size` entries and compares how often each comes with its probability. */
function expectPairs(
  rng: Rng,
  rounds: number,
  size: number,
  options: Parameters<Rng["choice"]>[2],
  probability: (first: number, second: number) => number,
): void {
  const counts = new Float64Array(size * size);
  for (let round = 0; round < rounds; round++) {
    const [first, second] = rng.choice(size, 2, options);
    counts[first * size + second]++;
  }
  const possible = (at: number): boolean =>
    options?.replace === true || Math.floor(at / size) !== at % size;
  expect(counts.every((count, at) => count === 0 || possible(at))).toBe(true);
  const pairs = Array.from(counts.keys()).filter(possible);
  expectChiSquare(
    Float64Array.from(pairs, (at) => counts[at]),
    (i) => probability(Math.floor(pairs[i] / size), pairs[i] % size),
  );
}

function wordsOf(rng: Rng): () => number {
  return () => rng.uint32();
}

/** χ² with k − 1 degrees of freedom: mean k − 1, variance 2(k − 1). */
function expectChiSquare(counts: Float64Array, probability?: (i: number) => number): void {
  const freedom = counts.length - 1;
  const statistic = chiSquare(counts, probability ?? (() => 1 / counts.length));
  expect(Math.abs(statistic - freedom)).toBeLessThan(4 * Math.sqrt(2 * freedom));
}

function chiSquare(counts: Float64Array, probability: (i: number) => number): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.reduce((sum, count, i) => {
    const expected = total * probability(i);
    return sum + (count - expected) ** 2 / expected;
  }, 0);
}

function bitCount(word: number): number {
  let count = 0;
  for (let rest = word; rest !== 0; rest &= rest - 1) count++;
  return count;
}

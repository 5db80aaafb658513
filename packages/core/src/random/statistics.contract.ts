import { describe, expect, it } from "vitest";
import { zeros } from "../tensor.ts";
import { createRng, type Rng } from "./rng.ts";

/** A law with the moments that theory gives it; `fourth` is central, in units of variance². */
interface Law {
  readonly name: string;
  readonly draw: (rng: Rng, n: number) => Float32Array;
  readonly cdf: (x: number) => number;
  readonly mean: number;
  readonly variance: number;
  readonly fourth: number;
}

const density = (x: number): number => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
const CDF_STEP = 2 ** -9;
/** Φ at multiples of the step, by Simpson's rule; between them by its second-order expansion. */
const CDF_TABLE = (() => {
  const table = [0.5];
  for (let i = 0; i < 8 / CDF_STEP; i++) {
    const x = i * CDF_STEP;
    const mass = density(x) + 4 * density(x + CDF_STEP / 2) + density(x + CDF_STEP);
    table.push((table.at(-1) as number) + (mass * CDF_STEP) / 6);
  }
  return table;
})();

/** Φ within 10⁻⁹ for |x| < 8, far below what a sample can show. */
function cdf(x: number): number {
  if (x < 0) return 1 - cdf(-x);
  const i = Math.round(x / CDF_STEP);
  const rest = x - i * CDF_STEP;
  const middle = i * CDF_STEP + rest / 2;
  return CDF_TABLE[i] + rest * density(middle);
}

/** The normal within ±b: variance and fourth moment by partial integration. */
function truncated(b: number): Pick<Law, "variance" | "fourth" | "cdf"> {
  const mass = 2 * cdf(b) - 1;
  const variance = 1 - (2 * b * density(b)) / mass;
  const fourthMoment = 3 * variance - (2 * b ** 3 * density(b)) / mass;
  return {
    variance,
    fourth: fourthMoment / variance ** 2,
    cdf: (x) => (cdf(x) - cdf(-b)) / mass,
  };
}

const LAWS: readonly Law[] = [
  {
    name: "uniform(0, 1)",
    draw: (rng, n) => rng.uniform(zeros([n])).data,
    cdf: (x) => x,
    mean: 1 / 2,
    variance: 1 / 12,
    fourth: 9 / 5,
  },
  {
    name: "uniform(−3, 1)",
    draw: (rng, n) => rng.uniform(zeros([n]), -3, 1).data,
    cdf: (x) => (x + 3) / 4,
    mean: -1,
    variance: 16 / 12,
    fourth: 9 / 5,
  },
  {
    name: "normal(0, 1)",
    draw: (rng, n) => rng.normal(zeros([n])).data,
    cdf,
    mean: 0,
    variance: 1,
    fourth: 3,
  },
  {
    name: "normal(2, 0.5²)",
    draw: (rng, n) => rng.normal(zeros([n]), 2, 0.5).data,
    cdf: (x) => cdf((x - 2) / 0.5),
    mean: 2,
    variance: 0.25,
    fourth: 3,
  },
  {
    name: "truncatedNormal(0, 1)",
    draw: (rng, n) => rng.truncatedNormal(zeros([n])).data,
    mean: 0,
    ...truncated(2),
  },
  {
    name: "truncatedNormal(0, 1, −3, 3)",
    draw: (rng, n) => rng.truncatedNormal(zeros([n]), 0, 1, -3, 3).data,
    mean: 0,
    ...truncated(3),
  },
  {
    name: "truncatedNormal(0, 1, −∞, ∞)",
    draw: (rng, n) =>
      rng.truncatedNormal(zeros([n]), 0, 1, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY)
        .data,
    cdf,
    mean: 0,
    variance: 1,
    fourth: 3,
  },
];

/**
 * What samples of `n` must satisfy. Every statistic is scaled to a standard normal, or to a χ² that
 * is nearly one, and must lie within 4: a right generator fails one in 16 000 such tests. Streams
 * are fixed, so a test that passes keeps passing.
 */
export function statisticsContract(n: number): void {
  const rng = createRng(20240607).at("statistics");

  describe.each(LAWS)("$name", ({ name, draw, cdf, mean, variance, fourth }) => {
    const x = draw(rng.at(name), n);

    it("has the mean, within 4 σ/√n", () => {
      expect(Math.abs(average(x, (v) => v) - mean)).toBeLessThan(4 * Math.sqrt(variance / n));
    });

    it("has the variance, within 4 σ²√((μ₄/σ⁴ − 1)/n)", () => {
      const got = average(x, (v) => (v - mean) ** 2);
      expect(Math.abs(got / variance - 1)).toBeLessThan(4 * Math.sqrt((fourth - 1) / n));
    });

    it("is symmetric: as many above the mean as below", () => {
      const above = average(x, (v) => (v > mean ? 1 : 0));
      expect(Math.abs(above - 0.5)).toBeLessThan(4 * Math.sqrt(0.25 / n));
    });

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

    it.each([1, 2, 3, 4, 5, 8, 16])("has no correlation with the element %i further", (lag) => {
      let sum = 0;
      let squares = 0;
      for (let i = lag; i < n; i++) {
        sum += (x[i] - mean) * (x[i - lag] - mean);
        squares += ((x[i] - mean) ** 2 - variance) * ((x[i - lag] - mean) ** 2 - variance);
      }
      expect(Math.abs(sum / variance)).toBeLessThan(4 * Math.sqrt(n));
      // Nor have the squares, whose variance is μ₄ − σ⁴.
      expect(Math.abs(squares / (variance ** 2 * (fourth - 1)))).toBeLessThan(4 * Math.sqrt(n));
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
      expectChiSquare(counts, n);
    });

    it("have upper halfbytes that are equally frequent in pairs", () => {
      const counts = new Float64Array(256);
      for (let i = 1; i < n; i += 2) counts[((words[i - 1] >>> 28) << 4) | (words[i] >>> 28)]++;
      expectChiSquare(counts, Math.floor(n / 2));
    });

    it("share no bit with the stream of another path, step or seed more often than by chance", () => {
      const others = [
        rng.at("words", 1),
        rng.at("word"),
        createRng(20240608).at("statistics/words"),
        createRng(-20240607).at("statistics/words"),
      ];
      for (const other of others) {
        const next = wordsOf(other);
        const unequal = words.reduce((count, word) => count + bitCount(word ^ next()), 0);
        expect(Math.abs(unequal - 16 * n) / Math.sqrt(8 * n)).toBeLessThan(4);
      }
    });
  });

  it("integer is even over a bound that does not divide 2³²", () => {
    const counts = new Float64Array(257);
    const stream = rng.at("integers");
    for (let i = 0; i < n; i++) counts[stream.integer(257)]++;
    expectChiSquare(counts, n);
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
    const expected = rounds / size;
    const statistic = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    // Rows and columns sum up: (8 − 1)² degrees of freedom after the scale (size − 1)/size.
    const freedom = (size - 1) ** 2;
    const scaled = (statistic * (size - 1)) / size;
    expect(Math.abs(scaled - freedom)).toBeLessThan(4 * Math.sqrt(2 * freedom));
  });
}

function wordsOf(rng: Rng): () => number {
  return () => rng.uint32();
}

function average(x: Float32Array, of: (value: number) => number): number {
  let sum = 0;
  for (const value of x) sum += of(value);
  return sum / x.length;
}

/** χ² of equal frequencies: mean k − 1, variance 2(k − 1). */
function expectChiSquare(counts: Float64Array, total: number): void {
  const expected = total / counts.length;
  const statistic = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  const freedom = counts.length - 1;
  expect(Math.abs(statistic - freedom)).toBeLessThan(4 * Math.sqrt(2 * freedom));
}

function bitCount(word: number): number {
  let count = 0;
  for (let rest = word; rest !== 0; rest &= rest - 1) count++;
  return count;
}

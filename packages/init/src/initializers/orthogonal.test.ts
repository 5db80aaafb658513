import { createRng, type Tensor, useKernels, zeros } from "@kindling/core";
import { afterEach, describe, expect, it } from "vitest";
import { distance, sample, sampleMean } from "../../test/sample.ts";
import { uniform } from "../law.ts";
import { orthogonal } from "./orthogonal.ts";

afterEach(() => useKernels("wasm-simd"));

const fans = { fanIn: 1, fanOut: 1 };

/** W with all axes but the last taken together. */
function matrix(shape: readonly number[], gain: number, seed = 1) {
  const columns = shape.at(-1)!;
  const w = sample(orthogonal({ gain }), { shape, ...fans, seed });
  return { w, columns, rows: w.length / columns };
}

/** The largest |XᵀX − gain²·I|, X = W, or Wᵀ where rows are fewer. */
function defect({ w, rows, columns }: ReturnType<typeof matrix>, gain: number): number {
  const tall = rows >= columns;
  const [m, k] = tall ? [rows, columns] : [columns, rows];
  const at = (i: number, j: number) => w[tall ? i * k + j : j * m + i]!;
  let worst = 0;
  for (let a = 0; a < k; a++) {
    for (let b = a; b < k; b++) {
      let sum = 0;
      for (let i = 0; i < m; i++) sum += at(i, a) * at(i, b);
      worst = Math.max(worst, Math.abs(sum - (a === b ? gain ** 2 : 0)));
    }
  }
  return worst;
}

describe("orthogonal", () => {
  it.each([
    [[1, 1]], [[2, 2]], [[5, 5]], [[33, 33]], [[64, 64]], [[200, 30]], [[30, 200]], [[1000, 3]],
    [[1, 9]], [[9, 1]], [[3, 3, 8, 16]], [[3, 3, 2, 64]], [[5, 4, 7]], [[256, 256]],
  ])("keeps lengths and angles, times the gain: %j", (shape) => {
    for (const gain of [1, 2, -0.5]) {
      expect(defect(matrix(shape, gain), gain)).toBeLessThan(1e-5 * gain ** 2);
    }
  }); // biome-ignore format: lines of shapes

  it("is the Q of its normal draws, by Gram and Schmidt in float64", () => {
    const [rows, columns] = [6, 4];
    const w = sample(orthogonal(), { shape: [rows, columns], ...fans, seed: 3 });
    const z = createRng(3)
      .at("w")
      .normal(zeros([rows, columns]));
    const basis: number[][] = [];
    for (let j = 0; j < columns; j++) {
      let x = Array.from({ length: rows }, (_, i) => z.get(i, j));
      for (const q of basis) x = x.map((value, i) => value - dot(q, x) * q[i]!);
      basis.push(x.map((value) => value / Math.sqrt(dot(x, x))));
    }
    // Rounding to float32 times the condition of a 6×4 matrix of normals, which is below 100.
    w.forEach((value, at) => {
      const expected = basis[at % columns]![Math.floor(at / columns)]!;
      expect(Math.abs(value - expected)).toBeLessThan(100 * 2 ** -23);
    });
  });

  it("draws every orthogonal matrix alike: an entry of three rows is uniform (Archimedes)", () => {
    const n = 4000;
    const rng = createRng(5).at("w");
    const entries = Array.from({ length: 9 }, () => new Float32Array(n));
    const w = zeros([3, 3]);
    for (let draw = 0; draw < n; draw++) {
      orthogonal().fill(w, { ...fans, rng });
      for (const [at, values] of entries.entries()) values[draw] = w.data[at]!;
    }
    // The chance of four standard errors, as for every law.
    const bound = 2.28 / Math.sqrt(n);
    for (const values of entries) expect(distance(values, uniform(-1, 1))).toBeLessThan(bound);
  });

  it("has the moments of the trace of such matrices: 0, 1, 0, 3", () => {
    // P. Diaconis, M. Shahshahani, "On the Eigenvalues of Random Matrices", 1994: those of N(0, 1),
    // up to the order n/2.
    const [n, size] = [2000, 8];
    const rng = createRng(6).at("w");
    const w = zeros([size, size]);
    const traces = Float32Array.from({ length: n }, () => {
      orthogonal().fill(w, { ...fans, rng });
      let trace = 0;
      for (let i = 0; i < size; i++) trace += w.get(i, i);
      return trace;
    });
    // Variances of z, z², z³, z⁴ for z ~ N(0, 1): 1, 2, 15, 96.
    for (const [power, moment, variance] of [
      [1, 0, 1],
      [2, 1, 2],
      [3, 0, 15],
      [4, 3, 96],
    ] as const) {
      // biome-ignore format: one line
      const error = Math.abs(sampleMean(traces.map((trace) => trace ** power)) - moment);
      expect(error).toBeLessThan(4 * Math.sqrt(variance / n));
    }
  });

  it.each<[string, (i: number, j: number) => number]>([
    ["only zeros", () => 0],
    ["one column many times", (i) => i + 1],
    ["one row many times", (_, j) => j - 2.5],
    ["two columns by turns", (i, j) => (j % 2 ? i : 1)],
    [
      "columns of all scales",
      (i, j) => (((i * 7 + j * j * 3) % 11) - 5) * 10 ** (3 * (j % 8) - 12),
    ],
    ["columns that all but agree", (i, j) => 1 + (i === j ? 2 ** -20 : 0)],
  ])("is orthogonal where the draws have no full rank: %s", (_, draw) => {
    for (const shape of [[7, 7], [40, 9], [9, 40], [3, 3, 4, 8]]) {
      const w = zeros(shape);
      const normal = (out: Tensor) => {
        const [rows, columns] = out.shape as [number, number];
        for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) out.set(i, j, draw(i, j));
        return out;
      };
      orthogonal({ gain: 2 }).fill(w, { ...fans, rng: { ...createRng(1), normal } as never });
      const columns = shape.at(-1)!;
      const made = { w: w.data, columns, rows: w.size / columns };
      expect(defect(made, 2)).toBeLessThan(4e-5); // 1e-5·gain²
    } // biome-ignore format: shapes
  });

  it("has the same bits in both kernel sets", () => {
    for (const shape of [
      [5, 3],
      [40, 70],
      [3, 3, 20, 64],
    ]) {
      // biome-ignore format: one line
      const bits = (["wasm-simd", "js"] as const).map((set) => {
        useKernels(set);
        return new Uint32Array(matrix(shape, Math.SQRT2).w.buffer);
      });
      expect(bits[1]).toEqual(bits[0]);
    }
  });

  it("asks for two axes", () => {
    const context = { ...fans, rng: createRng(1), path: "dense_1/bias" };
    expect(() => orthogonal().fill(zeros([4]), context)).toThrow(
      "dense_1/bias: orthogonal: expected a kernel [in, out], got [4]; a bias takes zeros or constant",
    );
  });
});

function dot(x: readonly number[], y: readonly number[]): number {
  return x.reduce((sum, value, i) => sum + value * y[i]!, 0);
}

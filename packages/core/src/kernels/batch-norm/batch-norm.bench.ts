import type { Bench } from "@kindling/scripts/bench";
import { createLab, sampleValues } from "../lab.ts";
import { batchNormKernels } from "./kernels.ts";

const EPSILON = 1e-3;
const SHAPES = [
  [32, 64],
  [32 * 13 * 13, 16],
] as const;

export default (): readonly Bench[] =>
  SHAPES.flatMap(([rows, columns]) => [
    {
      title: `batch normalization forward, [${rows}, ${columns}]`,
      unit: "ns/element",
      work: rows * columns,
      baseline: "js",
      cases: {
        js: forward("js", rows, columns),
        "wasm-simd": forward("wasm-simd", rows, columns),
      },
    },
    {
      title: `batch normalization backward, [${rows}, ${columns}]`,
      unit: "ns/element",
      work: rows * columns,
      baseline: "js",
      cases: {
        js: backward("js", rows, columns),
        "wasm-simd": backward("wasm-simd", rows, columns),
      },
    },
  ]);

function forward(set: "js" | "wasm-simd", rows: number, columns: number): () => void {
  const { kernels, put, room } = createLab(set, batchNormKernels);
  const n = rows * columns;
  const [x, y, mean, variance] = [put(sampleValues(n)), room(n), room(columns), room(columns)];
  const [gamma, beta] = [put(sampleValues(columns)), put(sampleValues(columns))];
  return () => {
    kernels.moments(rows, columns, x, mean, variance);
    kernels.batchNorm(rows, columns, x, y, mean, variance, gamma, beta, EPSILON);
  };
}

function backward(set: "js" | "wasm-simd", rows: number, columns: number): () => void {
  const { kernels, put, room } = createLab(set, batchNormKernels);
  const n = rows * columns;
  const [x, dy, dx] = [put(sampleValues(n)), put(sampleValues(n, 2)), room(n)];
  const [mean, variance] = [room(columns), room(columns)];
  const gamma = put(sampleValues(columns));
  const [dgamma, dbeta, sums] = [room(columns, 0), room(columns, 0), room(2 * columns)];
  kernels.moments(rows, columns, x, mean, variance);
  return () =>
    kernels.batchNormBackward(
      rows, columns, x, dy, dx, mean, variance, gamma, dgamma, dbeta, sums, EPSILON,
    ); // biome-ignore format: one line
}

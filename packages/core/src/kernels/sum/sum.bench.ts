import type { Bench } from "@kindling/scripts/bench";
import { createLab, sampleValues } from "../lab.ts";
import { sumKernels } from "./kernels.ts";

type Name = "sumLast" | "sumFirst" | "varianceLast" | "varianceFirst" | "normLast";

/** Everything, the last axis, and the first, of what stays in the cache, and of a million. */
export default (): readonly Bench[] => [
  bench("sumLast", 1, 4096),
  bench("sumLast", 1, 2 ** 20),
  bench("sumLast", 128, 32),
  bench("sumFirst", 32, 128),
  bench("varianceLast", 128, 32),
  bench("varianceFirst", 32, 128),
  bench("normLast", 1, 4096),
  dots(4096),
];

function bench(name: Name, rows: number, columns: number): Bench {
  const n = rows * columns;
  const kernel = (set: "js" | "wasm-simd") => {
    const { kernels, put, room } = createLab(set, sumKernels, 2 ** 21);
    const [x, out] = [put(sampleValues(n)), room(Math.max(rows, columns))];
    const run = kernels[name];
    return () => run(rows, columns, x, columns, out, 1);
  };
  return {
    title: `${name}, ${rows} × ${columns}`,
    unit: "ns/element",
    work: n,
    baseline: "plain",
    cases: {
      plain: plain(name, rows, columns),
      js: kernel("js"),
      "wasm-simd": kernel("wasm-simd"),
    },
  };
}

function plain(name: Name, rows: number, columns: number): () => void {
  const x = Float32Array.from(sampleValues(rows * columns));
  const out = new Float32Array(Math.max(rows, columns));
  const means = new Float64Array(columns);
  const sums = new Float64Array(columns);
  const addRows = (): void => {
    means.fill(0);
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) means[j] += x[i * columns + j];
    }
  };
  switch (name) {
    case "sumLast":
      return () => {
        for (let i = 0; i < rows; i++) {
          let sum = 0;
          for (let j = 0; j < columns; j++) sum += x[i * columns + j];
          out[i] = sum;
        }
      };
    case "sumFirst":
      return () => {
        addRows();
        for (let j = 0; j < columns; j++) out[j] = means[j];
      };
    case "varianceLast":
      return () => {
        for (let i = 0; i < rows; i++) {
          let sum = 0;
          for (let j = 0; j < columns; j++) sum += x[i * columns + j];
          const mean = sum / columns;
          let squares = 0;
          for (let j = 0; j < columns; j++) {
            const d = x[i * columns + j] - mean;
            squares += d * d;
          }
          out[i] = squares / columns;
        }
      };
    case "varianceFirst":
      return () => {
        addRows();
        sums.fill(0);
        for (let i = 0; i < rows; i++) {
          for (let j = 0; j < columns; j++) {
            const d = x[i * columns + j] - means[j] / rows;
            sums[j] += d * d;
          }
        }
        for (let j = 0; j < columns; j++) out[j] = sums[j] / rows;
      };
    case "normLast":
      return () => {
        for (let i = 0; i < rows; i++) {
          let squares = 0;
          for (let j = 0; j < columns; j++) squares += x[i * columns + j] * x[i * columns + j];
          out[i] = Math.sqrt(squares);
        }
      };
  }
}

function dots(n: number): Bench {
  const kernel = (set: "js" | "wasm-simd") => {
    const { kernels, put, room } = createLab(set, sumKernels);
    const [a, b, out] = [put(sampleValues(n)), put(sampleValues(n, 2)), room(1)];
    return () => kernels.dot(n, a, b, out);
  };
  const [a, b] = [sampleValues(n), sampleValues(n, 2)].map((values) => Float32Array.from(values));
  const out = new Float32Array(1);
  const plain = (): void => {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += a[i] * b[i];
    out[0] = sum;
  };
  return {
    title: `dot, ${n} elements`,
    unit: "ns/element",
    work: n,
    baseline: "plain",
    cases: { plain, js: kernel("js"), "wasm-simd": kernel("wasm-simd") },
  };
}

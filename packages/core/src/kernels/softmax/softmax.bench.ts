import type { Bench } from "@kindling/scripts/bench";
import { createLab, sampleValues } from "../lab.ts";
import { softmaxKernels } from "./kernels.ts";

export default (): readonly Bench[] => [bench(400, 10), bench(4, 1000)];

function bench(rows: number, columns: number): Bench {
  const kernel = (set: "js" | "wasm-simd") => {
    const { kernels, put, room } = createLab(set, softmaxKernels);
    const x = put(sampleValues(rows * columns));
    const y = room(rows * columns);
    return () => kernels.softmax(rows, columns, x, y);
  };
  return {
    title: `softmax, ${rows} rows of ${columns}`,
    unit: "ns/element",
    work: rows * columns,
    baseline: "plain",
    cases: { plain: plain(rows, columns), js: kernel("js"), "wasm-simd": kernel("wasm-simd") },
  };
}

function plain(rows: number, columns: number): () => void {
  const x = Float32Array.from(sampleValues(rows * columns));
  const y = new Float32Array(rows * columns);
  return () => {
    for (let i = 0; i < rows; i++) {
      const at = i * columns;
      let max = Number.NEGATIVE_INFINITY;
      for (let j = at; j < at + columns; j++) if (x[j] > max) max = x[j];
      let sum = 0;
      for (let j = at; j < at + columns; j++) sum += y[j] = Math.exp(x[j] - max);
      for (let j = at; j < at + columns; j++) y[j] /= sum;
    }
  };
}

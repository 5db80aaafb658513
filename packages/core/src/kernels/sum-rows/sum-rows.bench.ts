import type { Bench } from "@kindling/scripts/bench";
import { createLab, sampleValues } from "../lab.ts";
import { sumRowsKernels } from "./kernels.ts";

export default (): readonly Bench[] => [bench(32, 128), bench(32, 10)];

function bench(rows: number, columns: number): Bench {
  const kernel = (set: "js" | "wasm-simd") => {
    const { kernels, put, room } = createLab(set, sumRowsKernels);
    const x = put(sampleValues(rows * columns));
    const out = room(columns, 0);
    return () => kernels.sumRows(rows, columns, x, out);
  };
  return {
    title: `sums of ${columns} columns, ${rows} rows`,
    unit: "ns/element",
    work: rows * columns,
    baseline: "plain",
    cases: { plain: plain(rows, columns), js: kernel("js"), "wasm-simd": kernel("wasm-simd") },
  };
}

function plain(rows: number, columns: number): () => void {
  const x = Float32Array.from(sampleValues(rows * columns));
  const out = new Float32Array(columns);
  return () => {
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) out[j] += x[i * columns + j];
    }
  };
}

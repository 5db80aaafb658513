import type { Bench } from "@kindling/scripts/bench";
import { createLab, sampleValues } from "../lab.ts";
import { maskingKernels } from "./kernels.ts";

const [rows, columns] = [1024, 64];

export default (): readonly Bench[] => [
  {
    title: `mask of ${rows} rows of ${columns}`,
    unit: "ns/element",
    work: rows * columns,
    baseline: "js",
    cases: { js: kernel("js"), "wasm-simd": kernel("wasm-simd") },
  },
];

function kernel(set: "js" | "wasm-simd"): () => void {
  const { kernels, put, room } = createLab(set, maskingKernels);
  const [x, mask, y] = [put(sampleValues(rows * columns)), room(rows), room(rows * columns)];
  return () => kernels.maskRows(rows, columns, 0, x, mask, y);
}

import type { Bench } from "@kindling/scripts/bench";
import { createLab, sampleValues } from "../lab.ts";
import { gruKernels } from "./kernels.ts";

const [rows, units] = [32, 64];
const n = rows * units;

export default (): readonly Bench[] => [
  {
    title: `GRU step, ${rows} × ${units} cells`,
    unit: "ns/element",
    work: n,
    baseline: "js",
    cases: { js: forward("js"), "wasm-simd": forward("wasm-simd") },
  },
  {
    title: `GRU step forward and backward, ${rows} × ${units} cells`,
    unit: "ns/element",
    work: n,
    baseline: "js",
    cases: { js: both("js"), "wasm-simd": both("wasm-simd") },
  },
];

function forward(set: "js" | "wasm-simd"): () => void {
  const { kernels, put, room } = createLab(set, gruKernels);
  const [x, v] = [put(sampleValues(3 * n)), put(sampleValues(3 * n, 2))];
  const [h0, h] = [put(sampleValues(n, 3)), room(n)];
  return () => kernels.gru(rows, units, x, v, h0, h, 0, 0, 0, 0);
}

/** Backward alone would turn its own gradients into gradients, until they are denormal. */
function both(set: "js" | "wasm-simd"): () => void {
  const { kernels, put, room } = createLab(set, gruKernels);
  const [x, v] = [put(sampleValues(3 * n)), put(sampleValues(3 * n, 2))];
  const [h0, h, dh] = [put(sampleValues(n, 3)), room(n), room(n, 0)];
  const dy = put(sampleValues(n, 6));
  return () => {
    kernels.gru(rows, units, x, v, h0, h, 0, 0, 0, 0);
    kernels.gruBackward(rows, units, x, v, h0, dh, dy, units, 0, 0);
  };
}

import type { Bench } from "@kindling/scripts/bench";
import { createLab, sampleValues } from "../lab.ts";
import { lstmKernels } from "./kernels.ts";

const [rows, units] = [32, 64];
const n = rows * units;

export default (): readonly Bench[] => [
  {
    title: `LSTM step, ${rows} × ${units} cells`,
    unit: "ns/element",
    work: n,
    baseline: "js",
    cases: { js: forward("js"), "wasm-simd": forward("wasm-simd") },
  },
  {
    title: `LSTM step forward and backward, ${rows} × ${units} cells`,
    unit: "ns/element",
    work: n,
    baseline: "js",
    cases: { js: both("js"), "wasm-simd": both("wasm-simd") },
  },
];

function forward(set: "js" | "wasm-simd"): () => void {
  const { kernels, put, room } = createLab(set, lstmKernels);
  const [z, c0, h0] = [put(sampleValues(4 * n)), put(sampleValues(n, 2)), put(sampleValues(n, 3))];
  const [c, u, h] = [room(n), room(n), room(n)];
  return () => kernels.lstm(rows, units, z, c0, c, u, h0, h, 0, 0, 0, 0);
}

/** Backward alone would turn its own gradients into gradients, until they are denormal. */
function both(set: "js" | "wasm-simd"): () => void {
  const { kernels, put, room } = createLab(set, lstmKernels);
  const [z, c0, h0] = [put(sampleValues(4 * n)), put(sampleValues(n, 2)), put(sampleValues(n, 3))];
  const [c, u, h, dc, dh] = [room(n), room(n), room(n), room(n, 0), room(n, 0)];
  const dy = put(sampleValues(n, 6));
  return () => {
    kernels.lstm(rows, units, z, c0, c, u, h0, h, 0, 0, 0, 0);
    kernels.lstmBackward(rows, units, z, c0, u, dc, dh, dy, units, 0, 0);
  };
}

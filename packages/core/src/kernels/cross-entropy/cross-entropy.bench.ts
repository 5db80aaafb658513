import type { Bench } from "@kindling/scripts/bench";
import { createLab, sampleValues } from "../lab.ts";
import { crossEntropyKernels } from "./kernels.ts";

const ROWS = 400;
const COLUMNS = 10;
const logits = sampleValues(ROWS * COLUMNS);
const labels = Array.from({ length: ROWS }, (_, i) => (7 * i) % COLUMNS);

export default (): readonly Bench[] => [
  {
    title: `softmax cross-entropy with gradient, ${ROWS} rows of ${COLUMNS}`,
    unit: "ns/element",
    work: ROWS * COLUMNS,
    baseline: "plain",
    cases: { plain: plain(), js: kernel("js"), "wasm-simd": kernel("wasm-simd") },
  },
];

function kernel(set: "js" | "wasm-simd"): () => void {
  const { kernels, put, room } = createLab(set, crossEntropyKernels);
  const z = put(logits);
  const t = put(labels);
  const dz = room(ROWS * COLUMNS);
  const loss = room(1);
  return () => kernels.sparseSoftmaxCrossEntropy(ROWS, COLUMNS, z, t, dz, loss, 1);
}

function plain(): () => void {
  const z = Float32Array.from(logits);
  const t = Float32Array.from(labels);
  const dz = new Float32Array(ROWS * COLUMNS);
  const loss = new Float32Array(1);
  return () => {
    let total = 0;
    for (let i = 0; i < ROWS; i++) {
      const at = i * COLUMNS;
      let max = Number.NEGATIVE_INFINITY;
      for (let j = at; j < at + COLUMNS; j++) if (z[j] > max) max = z[j];
      let sum = 0;
      for (let j = at; j < at + COLUMNS; j++) sum += dz[j] = Math.exp(z[j] - max);
      total += Math.log(sum) + max - z[at + t[i]];
      for (let j = at; j < at + COLUMNS; j++) dz[j] /= sum * ROWS;
      dz[at + t[i]] -= 1 / ROWS;
    }
    loss[0] = total / ROWS;
  };
}

import type { Bench } from "@kindling/scripts/bench";
import { createLab, sampleValues } from "../lab.ts";
import { BinaryOp } from "./binary.ts";
import { binaryKernels } from "./kernels.ts";

const N = 4096;
const ROWS = 32;

export default (): readonly Bench[] => [
  {
    title: `add, ${N} elements`,
    unit: "ns/element",
    work: N,
    baseline: "plain",
    cases: { plain: plain(), js: kernel("js", false), "wasm-simd": kernel("wasm-simd", false) },
  },
  {
    title: `add a row to ${ROWS} × ${N / ROWS}`,
    unit: "ns/element",
    work: N,
    baseline: "plain",
    cases: { plain: plainRow(), js: kernel("js", true), "wasm-simd": kernel("wasm-simd", true) },
  },
  {
    title: `add a row to ${ROWS} × ${N / ROWS} and rectify`,
    unit: "ns/element",
    work: N,
    baseline: "plain",
    cases: {
      plain: plainRow(true),
      js: kernel("js", true, BinaryOp.addRelu),
      "wasm-simd": kernel("wasm-simd", true, BinaryOp.addRelu),
    },
  },
];

function kernel(
  set: "js" | "wasm-simd",
  stretched: boolean,
  op: number = BinaryOp.add,
): () => void {
  const { kernels, put, room } = createLab(set, binaryKernels);
  const a = put(sampleValues(N, 1));
  const b = put(sampleValues(N, 2));
  const out = room(N);
  const { binary } = kernels;
  if (!stretched) return () => binary(op, 1, N, a, 0, 1, b, 0, 1, out, 0);
  const n = N / ROWS;
  return () => binary(op, ROWS, n, a, n, 1, b, 0, 1, out, n);
}

function plain(): () => void {
  const a = Float32Array.from(sampleValues(N, 1));
  const b = Float32Array.from(sampleValues(N, 2));
  const out = new Float32Array(N);
  return () => {
    for (let i = 0; i < N; i++) out[i] = a[i] + b[i];
  };
}

function plainRow(rectified = false): () => void {
  const a = Float32Array.from(sampleValues(N, 1));
  const b = Float32Array.from(sampleValues(N / ROWS, 2));
  const out = new Float32Array(N);
  if (rectified) {
    return () => {
      for (let i = 0, at = 0; i < ROWS; i++) {
        for (let j = 0; j < N / ROWS; j++, at++) out[at] = Math.max(a[at] + b[j], 0);
      }
    };
  }
  return () => {
    for (let i = 0, at = 0; i < ROWS; i++) {
      for (let j = 0; j < N / ROWS; j++, at++) out[at] = a[at] + b[j];
    }
  };
}

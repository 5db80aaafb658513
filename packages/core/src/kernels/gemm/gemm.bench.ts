import type { Bench } from "@kindling/scripts/bench";
import type { KernelSetName } from "../kernels.ts";
import { createLab, RELAXABLE_SETS, sampleValues } from "../lab.ts";
import { type Gemm, GemmMode } from "./gemm.ts";
import { gemmKernels } from "./kernels.ts";
import { peak } from "./peak.bench.ts";

/** What a training step multiplies: name of the net, m, n, k of its layers' forward passes. */
const LAYERS = [
  ["tiny", 16, 16, 2],
  ["tiny", 16, 16, 16],
  ["tiny", 16, 1, 16],
  ["small", 32, 64, 64],
  ["small", 32, 10, 64],
  ["mnist", 32, 128, 784],
  ["mnist", 32, 10, 128],
  ["mnist, batch 128", 128, 128, 784],
] as const;

const SQUARES = [16, 32, 64, 128, 256, 512, 1024] as const;

type Form = keyof Gemm;

/** Products of square matrices in every form, and the three products of every layer, beside a plain loop and the peak. */
export default (): readonly Bench[] => [
  ...SQUARES.map((size) => product("", "gemmNN", size, size, size)),
  ...([128, 1024] as const).flatMap((size) => [
    product("", "gemmTN", size, size, size),
    product("", "gemmNT", size, size, size),
  ]),
  ...LAYERS.flatMap(([net, m, n, k]) => [
    product(`${net}, y: `, "gemmNN", m, n, k),
    product(`${net}, dW: `, "gemmTN", k, n, m),
    product(`${net}, dx: `, "gemmNT", m, k, n),
  ]),
];

function product(what: string, form: Form, m: number, n: number, k: number): Bench {
  return {
    title: `${what}${form} ${m}×${k} · ${k}×${n}`,
    unit: "GFLOP/s",
    work: 2 * m * n * k,
    baseline: "plain loop",
    cases: {
      "plain loop": plain(form, m, n, k),
      ...Object.fromEntries(RELAXABLE_SETS.map((set) => [set, kernel(set, form, m, n, k)])),
    },
    peak: peak(),
  };
}

function kernel(set: KernelSetName, form: Form, m: number, n: number, k: number): () => void {
  const { kernels, put, room } = createLab(set, gemmKernels, m * k + k * n + m * n + 64);
  const gemm = kernels[form];
  const a = put(sampleValues(m * k, 1));
  const b = put(sampleValues(k * n, 2));
  const c = room(m * n);
  const lda = form === "gemmTN" ? m : k;
  const ldb = form === "gemmNT" ? k : n;
  return () => gemm(m, n, k, a, lda, b, ldb, c, n, 0, GemmMode.store);
}

/** What one writes down first. Strides as variables would halve its speed. */
function plain(form: Form, m: number, n: number, k: number): () => void {
  const a = Float32Array.from(sampleValues(m * k, 1));
  const b = Float32Array.from(sampleValues(k * n, 2));
  const c = new Float32Array(m * n);
  switch (form) {
    case "gemmNN":
      return () => {
        for (let i = 0; i < m; i++) {
          for (let j = 0; j < n; j++) {
            let sum = 0;
            for (let p = 0; p < k; p++) sum += a[i * k + p] * b[p * n + j];
            c[i * n + j] = sum;
          }
        }
      };
    case "gemmTN":
      return () => {
        for (let i = 0; i < m; i++) {
          for (let j = 0; j < n; j++) {
            let sum = 0;
            for (let p = 0; p < k; p++) sum += a[p * m + i] * b[p * n + j];
            c[i * n + j] = sum;
          }
        }
      };
    case "gemmNT":
      return () => {
        for (let i = 0; i < m; i++) {
          for (let j = 0; j < n; j++) {
            let sum = 0;
            for (let p = 0; p < k; p++) sum += a[i * k + p] * b[j * k + p];
            c[i * n + j] = sum;
          }
        }
      };
  }
}

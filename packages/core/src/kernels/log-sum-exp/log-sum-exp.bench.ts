import type { Bench } from "@kindling/scripts/bench";
import { createLab, sampleValues } from "../lab.ts";
import { logSumExpKernels } from "./kernels.ts";

export default (): readonly Bench[] => [
  bench("logSumExpLast", 400, 10),
  bench("logSumExpLast", 4, 1000),
  bench("logSumExpFirst", 32, 128),
  bench("logSoftmax", 400, 10),
  bench("logSoftmax", 4, 1000),
];

function bench(
  name: "logSumExpLast" | "logSumExpFirst" | "logSoftmax",
  rows: number,
  columns: number,
): Bench {
  const n = rows * columns;
  const kernel = (set: "js" | "wasm-simd") => {
    const { kernels, put, room } = createLab(set, logSumExpKernels);
    const [x, out] = [put(sampleValues(n)), room(n)];
    return name === "logSoftmax"
      ? () => kernels.logSoftmax(rows, columns, x, out)
      : () => kernels[name](rows, columns, x, columns, out);
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

function plain(name: string, rows: number, columns: number): () => void {
  const x = Float32Array.from(sampleValues(rows * columns));
  const isFirst = name === "logSumExpFirst";
  const [n, length] = isFirst ? [columns, rows] : [rows, columns];
  const [next, step] = isFirst ? [1, columns] : [columns, 1];
  const out = new Float32Array(rows * columns);
  return () => {
    for (let i = 0; i < n; i++) {
      let max = Number.NEGATIVE_INFINITY;
      for (let k = 0; k < length; k++)
        if (x[i * next + k * step] > max) max = x[i * next + k * step];
      let sum = 0;
      for (let k = 0; k < length; k++) sum += Math.exp(x[i * next + k * step] - max);
      const log = max + Math.log(sum);
      if (name !== "logSoftmax") out[i] = log;
      else for (let k = 0; k < length; k++) out[i * next + k] = x[i * next + k] - log;
    }
  };
}

import type { LogSumExp } from "./log-sum-exp.ts";

export function logSumExpReference(heap: Float64Array): LogSumExp {
  const logSumExp = (n: number, at: (i: number) => number): number => {
    let max = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < n; i++) max = Math.max(max, at(i));
    if (!Number.isFinite(max)) return max;
    let sum = 0;
    for (let i = 0; i < n; i++) sum += Math.exp(at(i) - max);
    return max + Math.log(sum);
  };
  return {
    logSumExpLast(rows, columns, x, xRow, out) {
      for (let i = 0; i < rows; i++) {
        heap[out + i] = logSumExp(columns, (j) => heap[x + i * xRow + j]);
      }
    },
    logSumExpFirst(rows, columns, x, xRow, out) {
      for (let j = 0; j < columns; j++) {
        heap[out + j] = logSumExp(rows, (i) => heap[x + i * xRow + j]);
      }
    },
    logSoftmax(rows, columns, x, y) {
      for (let i = 0; i < rows; i++, x += columns, y += columns) {
        const log = logSumExp(columns, (j) => heap[x + j]);
        for (let j = 0; j < columns; j++) {
          heap[y + j] = Number.isFinite(log) ? heap[x + j] - log : Number.NaN;
        }
      }
    },
  };
}

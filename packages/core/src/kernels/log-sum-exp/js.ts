import { exp, ln } from "../math.ts";
import type { LogSumExp } from "./log-sum-exp.ts";

/** Float64 throughout, rounded once. */
export function logSumExpJs(heap: Float32Array): LogSumExp {
  const maxOf = (n: number, x: number, step: number): number => {
    let max = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < n; i++, x += step) max = Math.max(max, heap[x]);
    return max;
  };
  const sumOfPowers = (n: number, x: number, step: number, max: number): number => {
    let sum = 0;
    for (let i = 0; i < n; i++, x += step) sum += exp(heap[x] - max);
    return sum;
  };
  const logSumExp = (n: number, x: number, step: number): number => {
    const max = maxOf(n, x, step);
    // x − x is 0 for finite numbers alone.
    return max - max === 0 ? max + ln(sumOfPowers(n, x, step, max)) : max;
  };
  return {
    logSumExpLast(rows, columns, x, xRow, out) {
      for (let i = 0; i < rows; i++) heap[out + i] = logSumExp(columns, x + i * xRow, 1);
    },
    logSumExpFirst(rows, columns, x, xRow, out) {
      for (let j = 0; j < columns; j++) heap[out + j] = logSumExp(rows, x + j, xRow);
    },
    logSoftmax(rows, columns, x, y) {
      for (let i = 0; i < rows; i++, x += columns, y += columns) {
        const max = maxOf(columns, x, 1);
        const log = ln(sumOfPowers(columns, x, 1, max));
        for (let j = 0; j < columns; j++) heap[y + j] = heap[x + j] - max - log;
      }
    },
  };
}

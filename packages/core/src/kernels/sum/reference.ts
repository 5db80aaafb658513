import type { Sum } from "./sum.ts";

export function sumReference(heap: Float64Array): Sum {
  const sum = (n: number, term: (i: number) => number): number => {
    let total = 0;
    for (let i = 0; i < n; i++) total += term(i);
    return total;
  };
  const variance = (n: number, at: (i: number) => number, divisor: number): number => {
    const mean = sum(n, at) / n;
    return sum(n, (i) => (at(i) - mean) ** 2) / divisor;
  };
  const norm = (n: number, at: (i: number) => number): number =>
    Math.sqrt(sum(n, (i) => at(i) ** 2));
  const last =
    (f: (n: number, at: (i: number) => number, divisor: number) => number) =>
    (rows: number, columns: number, x: number, xRow: number, out: number, divisor = 1): void => {
      for (let i = 0; i < rows; i++) {
        heap[out + i] = f(columns, (j) => heap[x + i * xRow + j], divisor);
      }
    };
  const first =
    (f: (n: number, at: (i: number) => number, divisor: number) => number) =>
    (rows: number, columns: number, x: number, xRow: number, out: number, divisor = 1): void => {
      for (let j = 0; j < columns; j++) {
        heap[out + j] = f(rows, (i) => heap[x + i * xRow + j], divisor);
      }
    };
  return {
    sumLast: last((n, at, divisor) => sum(n, at) / divisor),
    sumFirst: first((n, at, divisor) => sum(n, at) / divisor),
    varianceLast: last(variance),
    varianceFirst: first(variance),
    normLast: last(norm),
    normFirst: first(norm),
    dot(n, a, b, out) {
      heap[out] = sum(n, (i) => heap[a + i] * heap[b + i]);
    },
  };
}

import type { SumRows } from "./sum-rows.ts";

export function sumRowsJs(heap: Float32Array): SumRows {
  return {
    sumRows(rows, columns, x, out) {
      const end = x + rows * columns;
      const whole = columns & ~3;
      for (let j = 0; j < whole; j += 4) {
        let s0 = 0;
        let s1 = 0;
        let s2 = 0;
        let s3 = 0;
        for (let at = x + j; at < end; at += columns) {
          s0 += heap[at];
          s1 += heap[at + 1];
          s2 += heap[at + 2];
          s3 += heap[at + 3];
        }
        heap[out + j] += s0;
        heap[out + j + 1] += s1;
        heap[out + j + 2] += s2;
        heap[out + j + 3] += s3;
      }
      for (let j = whole; j < columns; j++) {
        let sum = 0;
        for (let at = x + j; at < end; at += columns) sum += heap[at];
        heap[out + j] += sum;
      }
    },
  };
}

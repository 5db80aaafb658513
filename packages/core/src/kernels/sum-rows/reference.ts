import type { SumRows } from "./sum-rows.ts";

export function sumRowsReference(heap: Float64Array): SumRows {
  return {
    sumRows(rows, columns, x, out) {
      for (let i = 0; i < rows; i++) {
        for (let j = 0; j < columns; j++) heap[out + j] += heap[x + i * columns + j];
      }
    },
  };
}

import type { Masking } from "./masking.ts";

export function maskingReference(heap: Float64Array): Masking {
  return {
    maskRows(rows, columns, value, x, mask, y) {
      for (let i = 0; i < rows; i++) {
        const row = heap.slice(x + i * columns, x + (i + 1) * columns);
        const counts = row.some((each) => each !== value);
        heap[mask + i] = counts ? 1 : 0;
        heap.set(counts ? row : row.fill(0), y + i * columns);
      }
    },
  };
}

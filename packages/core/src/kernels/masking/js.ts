import type { Masking } from "./masking.ts";

export function maskingJs(heap: Float32Array): Masking {
  return {
    maskRows(rows, columns, value, x, mask, y) {
      const number = Math.fround(value);
      for (let i = 0; i < rows; i++, x += columns, y += columns) {
        let j = 0;
        while (j < columns && heap[x + j] === number) j++;
        heap[mask + i] = j < columns ? 1 : 0;
        if (j < columns) heap.copyWithin(y, x, x + columns);
        else heap.fill(0, y, y + columns);
      }
    },
  };
}

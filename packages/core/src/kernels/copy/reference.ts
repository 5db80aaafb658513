import type { Copy } from "./copy.ts";

export function copyReference(heap: Float64Array): Copy {
  return {
    copy(n, x, out) {
      heap.copyWithin(out, x, x + n);
    },
    copyRows(rows, columns, x, xRow, out, outRow) {
      for (let i = 0; i < rows; i++) {
        const from = x + i * xRow;
        heap.copyWithin(out + i * outRow, from, from + columns);
      }
    },
  };
}

import type { Hold } from "./hold.ts";

export function holdJs(heap: Float32Array): Hold {
  return {
    hold(rows, units, h0, h, y, yRow, mask, maskRow) {
      for (let row = 0; row < rows; row++, h0 += units, h += units) {
        if (mask !== 0 && heap[mask + row * maskRow] === 0) {
          heap.copyWithin(h, h0, h0 + units);
        }
        if (y !== 0) heap.copyWithin(y + row * yRow, h, h + units);
      }
    },
    release(rows, units, d, dh, dy, dyRow, mask, maskRow) {
      for (let row = 0; row < rows; row++, d += units, dh += units) {
        if (dy !== 0) {
          for (let j = 0; j < units; j++) heap[dh + j] += heap[dy + row * dyRow + j];
        }
        if (mask !== 0 && heap[mask + row * maskRow] === 0) {
          heap.fill(0, d, d + units);
        } else {
          heap.copyWithin(d, dh, dh + units);
          heap.fill(0, dh, dh + units);
        }
      }
    },
  };
}

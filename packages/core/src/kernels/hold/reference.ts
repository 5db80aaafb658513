import type { Hold } from "./hold.ts";

export function holdReference(heap: Float64Array): Hold {
  return {
    hold(rows, units, h0, h, y, yRow, mask, maskRow) {
      for (let row = 0; row < rows; row++) {
        for (let j = 0; j < units; j++) {
          const at = row * units + j;
          if (mask && heap[mask + row * maskRow] === 0) heap[h + at] = heap[h0 + at];
          if (y) heap[y + row * yRow + j] = heap[h + at];
        }
      }
    },
    release(rows, units, d, dh, dy, dyRow, mask, maskRow) {
      for (let row = 0; row < rows; row++) {
        for (let j = 0; j < units; j++) {
          const at = row * units + j;
          const s = heap[dh + at] + (dy ? heap[dy + row * dyRow + j] : 0);
          const held = mask !== 0 && heap[mask + row * maskRow] === 0;
          heap[d + at] = held ? 0 : s;
          heap[dh + at] = held ? s : 0;
        }
      }
    },
  };
}

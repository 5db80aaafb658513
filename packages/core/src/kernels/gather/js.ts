import type { Gather } from "./gather.ts";

/** From this length on a block copy is faster than a loop. */
const LONG = 64;

export function gatherJs(heap: Float32Array): Gather {
  return {
    firstOutside(n, indices, end) {
      for (let i = 0; i < n; i++) {
        const index = heap[indices + i];
        if (!(index >= 0 && index < end && index === Math.floor(index))) return i;
      }
      return -1;
    },
    gatherRows(n, length, x, indices, out) {
      for (let i = 0; i < n; i++, out += length) {
        const row = x + heap[indices + i] * length;
        if (length >= LONG) heap.copyWithin(out, row, row + length);
        else for (let j = 0; j < length; j++) heap[out + j] = heap[row + j];
      }
    },
    scatterAddRows(n, length, x, indices, out) {
      for (let i = 0; i < n; i++, x += length) {
        const row = out + heap[indices + i] * length;
        for (let j = 0; j < length; j++) heap[row + j] += heap[x + j];
      }
    },
    oneHot(n, classes, indices, out) {
      heap.fill(0, out, out + n * classes);
      for (let i = 0; i < n; i++) heap[out + i * classes + heap[indices + i]] = 1;
    },
  };
}

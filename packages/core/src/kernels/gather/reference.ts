import type { Gather } from "./gather.ts";

export function gatherReference(heap: Float64Array): Gather {
  return {
    firstOutside(n, indices, end) {
      return heap
        .subarray(indices, indices + n)
        .findIndex((index) => !(Number.isInteger(index) && index >= 0 && index < end));
    },
    gatherRows(n, length, x, indices, out) {
      for (let i = 0; i < n; i++) {
        for (let j = 0; j < length; j++) {
          heap[out + i * length + j] = heap[x + heap[indices + i] * length + j];
        }
      }
    },
    scatterAddRows(n, length, x, indices, out) {
      for (let i = 0; i < n; i++) {
        for (let j = 0; j < length; j++) {
          heap[out + heap[indices + i] * length + j] += heap[x + i * length + j];
        }
      }
    },
    oneHot(n, classes, indices, out) {
      for (let i = 0; i < n; i++) {
        for (let j = 0; j < classes; j++) {
          heap[out + i * classes + j] = j === heap[indices + i] ? 1 : 0;
        }
      }
    },
  };
}

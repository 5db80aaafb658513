import type { Tanh } from "./tanh.ts";

export function tanhReference(heap: Float64Array): Tanh {
  return {
    tanh(n, x, y) {
      for (let i = 0; i < n; i++) heap[y + i] = Math.tanh(heap[x + i]);
    },
    tanhBackward(n, y, dy, dx) {
      for (let i = 0; i < n; i++) heap[dx + i] = heap[dy + i] * (1 - heap[y + i] * heap[y + i]);
    },
  };
}

import type { Sigmoid } from "./sigmoid.ts";

export function sigmoidReference(heap: Float64Array): Sigmoid {
  return {
    sigmoid(n, x, y) {
      for (let i = 0; i < n; i++) heap[y + i] = 1 / (1 + Math.exp(-heap[x + i]));
    },
    sigmoidBackward(n, y, dy, dx) {
      for (let i = 0; i < n; i++) heap[dx + i] = heap[dy + i] * heap[y + i] * (1 - heap[y + i]);
    },
  };
}

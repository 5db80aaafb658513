import type { Relu } from "./relu.ts";

export function reluReference(heap: Float64Array): Relu {
  return {
    relu(n, x, y) {
      for (let i = 0; i < n; i++) heap[y + i] = Math.max(heap[x + i], 0);
    },
    reluBackward(n, y, dy, dx) {
      for (let i = 0; i < n; i++) heap[dx + i] = heap[y + i] > 0 ? heap[dy + i] : 0;
    },
    leakyRelu(n, x, y, slope) {
      for (let i = 0; i < n; i++) heap[y + i] = heap[x + i] > 0 ? heap[x + i] : slope * heap[x + i];
    },
    leakyReluBackward(n, y, dy, dx, slope) {
      for (let i = 0; i < n; i++) {
        heap[dx + i] = heap[y + i] > 0 ? heap[dy + i] : slope * heap[dy + i];
      }
    },
  };
}

import type { Relu } from "./relu.ts";

export function reluJs(heap: Float32Array): Relu {
  return {
    relu(n, x, y) {
      for (let i = 0; i < n; i++) heap[y + i] = Math.max(heap[x + i], 0);
    },
    reluBackward(n, y, dy, dx) {
      for (let i = 0; i < n; i++) heap[dx + i] = heap[y + i] > 0 ? heap[dy + i] : 0;
    },
    leakyRelu(n, x, y, slope) {
      for (let i = 0; i < n; i++) {
        const value = heap[x + i];
        heap[y + i] = value > 0 ? value : slope * value;
      }
    },
    leakyReluBackward(n, y, dy, dx, slope) {
      for (let i = 0; i < n; i++) {
        const value = heap[dy + i];
        heap[dx + i] = heap[y + i] > 0 ? value : slope * value;
      }
    },
  };
}

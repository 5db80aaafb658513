import type { Adagrad } from "./adagrad.ts";

export function adagradJs(heap: Float32Array): Adagrad {
  return {
    adagrad(n, w, g, sum, learningRate, initial, epsilon) {
      for (let i = 0; i < n; i++) {
        const gradient = heap[g + i];
        const squares = heap[sum + i] + gradient * gradient;
        heap[sum + i] = squares;
        heap[w + i] -= (learningRate * gradient) / (Math.sqrt(initial + squares) + epsilon);
      }
    },
  };
}

import type { Adagrad } from "./adagrad.ts";

export function adagradReference(heap: Float64Array): Adagrad {
  return {
    adagrad(n, w, g, sum, learningRate, initial, epsilon) {
      for (let i = 0; i < n; i++) {
        heap[sum + i] += heap[g + i] ** 2;
        heap[w + i] -=
          (learningRate * heap[g + i]) / (Math.sqrt(initial + heap[sum + i]) + epsilon);
      }
    },
  };
}

import type { Lion } from "./lion.ts";

export function lionReference(heap: Float64Array): Lion {
  return {
    lion(n, w, g, m, learningRate, beta1, beta2) {
      for (let i = 0; i < n; i++) {
        heap[w + i] -= learningRate * Math.sign(beta1 * heap[m + i] + (1 - beta1) * heap[g + i]);
        heap[m + i] = beta2 * heap[m + i] + (1 - beta2) * heap[g + i];
      }
    },
  };
}

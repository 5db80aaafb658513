import type { Adamax } from "./adamax.ts";

export function adamaxJs(heap: Float32Array): Adamax {
  return {
    adamax(n, w, g, m, u, stepSize, beta1, beta2, epsilon) {
      const rate = 1 - beta1;
      for (let i = 0; i < n; i++) {
        const gradient = heap[g + i];
        const mean = heap[m + i] + rate * (gradient - heap[m + i]);
        const largest = Math.max(beta2 * heap[u + i], Math.abs(gradient));
        heap[m + i] = mean;
        heap[u + i] = largest;
        heap[w + i] -= (stepSize * mean) / (largest + epsilon);
      }
    },
  };
}

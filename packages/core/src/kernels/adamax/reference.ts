import type { Adamax } from "./adamax.ts";

export function adamaxReference(heap: Float64Array): Adamax {
  return {
    adamax(n, w, g, m, u, stepSize, beta1, beta2, epsilon) {
      for (let i = 0; i < n; i++) {
        heap[m + i] = beta1 * heap[m + i] + (1 - beta1) * heap[g + i];
        heap[u + i] = Math.max(beta2 * heap[u + i], Math.abs(heap[g + i]));
        heap[w + i] -= (stepSize * heap[m + i]) / (heap[u + i] + epsilon);
      }
    },
  };
}

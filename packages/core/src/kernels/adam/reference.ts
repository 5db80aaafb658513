import type { Adam } from "./adam.ts";

export function adamReference(heap: Float64Array): Adam {
  return {
    adam(n, w, g, m, v, stepSize, beta1, beta2, epsilon) {
      for (let i = 0; i < n; i++) {
        const gradient = heap[g + i];
        heap[m + i] = beta1 * heap[m + i] + (1 - beta1) * gradient;
        heap[v + i] = beta2 * heap[v + i] + (1 - beta2) * gradient * gradient;
        heap[w + i] -= (stepSize * heap[m + i]) / (Math.sqrt(heap[v + i]) + epsilon);
      }
    },
  };
}

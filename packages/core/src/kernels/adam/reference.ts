import type { Adam } from "./adam.ts";

export function adamReference(heap: Float64Array): Adam {
  const follow = (n: number, g: number, m: number, v: number, beta1: number, beta2: number) => {
    for (let i = 0; i < n; i++) {
      heap[m + i] = beta1 * heap[m + i] + (1 - beta1) * heap[g + i];
      heap[v + i] = beta2 * heap[v + i] + (1 - beta2) * heap[g + i] ** 2;
    }
  };
  return {
    adam(n, w, g, m, v, stepSize, beta1, beta2, epsilon) {
      follow(n, g, m, v, beta1, beta2);
      for (let i = 0; i < n; i++) {
        heap[w + i] -= (stepSize * heap[m + i]) / (Math.sqrt(heap[v + i]) + epsilon);
      }
    },
    amsgrad(n, w, g, m, v, most, stepSize, beta1, beta2, epsilon) {
      follow(n, g, m, v, beta1, beta2);
      for (let i = 0; i < n; i++) {
        heap[most + i] = Math.max(heap[most + i], heap[v + i]);
        heap[w + i] -= (stepSize * heap[m + i]) / (Math.sqrt(heap[most + i]) + epsilon);
      }
    },
    nadam(n, w, g, m, v, meanStep, gradientStep, beta1, beta2, epsilon) {
      follow(n, g, m, v, beta1, beta2);
      for (let i = 0; i < n; i++) {
        const direction = meanStep * heap[m + i] + gradientStep * heap[g + i];
        heap[w + i] -= direction / (Math.sqrt(heap[v + i]) + epsilon);
      }
    },
  };
}

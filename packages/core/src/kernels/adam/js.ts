import type { Adam } from "./adam.ts";

export function adamJs(heap: Float32Array): Adam {
  return {
    adam(n, w, g, m, v, stepSize, beta1, beta2, epsilon) {
      const rate1 = 1 - beta1;
      const rate2 = 1 - beta2;
      for (let i = 0; i < n; i++) {
        const gradient = heap[g + i];
        const mean = heap[m + i] + rate1 * (gradient - heap[m + i]);
        const square = heap[v + i] + rate2 * (gradient * gradient - heap[v + i]);
        heap[m + i] = mean;
        heap[v + i] = square;
        heap[w + i] -= (stepSize * mean) / (Math.sqrt(square) + epsilon);
      }
    },
    amsgrad(n, w, g, m, v, most, stepSize, beta1, beta2, epsilon) {
      const rate1 = 1 - beta1;
      const rate2 = 1 - beta2;
      for (let i = 0; i < n; i++) {
        const gradient = heap[g + i];
        const mean = heap[m + i] + rate1 * (gradient - heap[m + i]);
        const square = heap[v + i] + rate2 * (gradient * gradient - heap[v + i]);
        heap[m + i] = mean;
        heap[v + i] = square;
        if (!(square <= heap[most + i])) heap[most + i] = square;
        heap[w + i] -= (stepSize * mean) / (Math.sqrt(heap[most + i]) + epsilon);
      }
    },
    nadam(n, w, g, m, v, meanStep, gradientStep, beta1, beta2, epsilon) {
      const rate1 = 1 - beta1;
      const rate2 = 1 - beta2;
      for (let i = 0; i < n; i++) {
        const gradient = heap[g + i];
        const mean = heap[m + i] + rate1 * (gradient - heap[m + i]);
        const square = heap[v + i] + rate2 * (gradient * gradient - heap[v + i]);
        heap[m + i] = mean;
        heap[v + i] = square;
        heap[w + i] -= (meanStep * mean + gradientStep * gradient) / (Math.sqrt(square) + epsilon);
      }
    },
  };
}

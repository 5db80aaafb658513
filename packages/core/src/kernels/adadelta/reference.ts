import type { Adadelta } from "./adadelta.ts";

export function adadeltaReference(heap: Float64Array): Adadelta {
  return {
    adadelta(n, w, g, v, d, learningRate, rho, epsilon) {
      for (let i = 0; i < n; i++) {
        heap[v + i] = rho * heap[v + i] + (1 - rho) * heap[g + i] ** 2;
        const step =
          (Math.sqrt(heap[d + i] + epsilon) / Math.sqrt(heap[v + i] + epsilon)) * heap[g + i];
        heap[d + i] = rho * heap[d + i] + (1 - rho) * step ** 2;
        heap[w + i] -= learningRate * step;
      }
    },
  };
}

import type { Adadelta } from "./adadelta.ts";

export function adadeltaJs(heap: Float32Array): Adadelta {
  return {
    adadelta(n, w, g, v, d, learningRate, rho, epsilon) {
      const rate = 1 - rho;
      for (let i = 0; i < n; i++) {
        const gradient = heap[g + i];
        const square = heap[v + i] + rate * (gradient * gradient - heap[v + i]);
        const step = gradient * Math.sqrt((heap[d + i] + epsilon) / (square + epsilon));
        heap[v + i] = square;
        heap[d + i] += rate * (step * step - heap[d + i]);
        heap[w + i] -= learningRate * step;
      }
    },
  };
}

import type { MeanSquaredError } from "./mean-squared-error.ts";

export function meanSquaredErrorReference(heap: Float64Array): MeanSquaredError {
  return {
    meanSquaredError(n, y, t, dy, loss, weight) {
      let sum = 0;
      for (let i = 0; i < n; i++) {
        const difference = heap[y + i] - heap[t + i];
        sum += difference * difference;
        if (dy) heap[dy + i] = (2 * weight * difference) / n;
      }
      heap[loss] = (weight * sum) / n;
    },
  };
}

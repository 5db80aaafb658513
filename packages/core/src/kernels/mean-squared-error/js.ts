import type { MeanSquaredError } from "./mean-squared-error.ts";

export function meanSquaredErrorJs(heap: Float32Array): MeanSquaredError {
  return {
    meanSquaredError(n, y, t, dy, loss, weight) {
      const scale = (2 * weight) / n;
      let sum = 0;
      for (let i = 0; i < n; i++) {
        const difference = heap[y + i] - heap[t + i];
        sum += difference * difference;
        if (dy) heap[dy + i] = difference * scale;
      }
      heap[loss] = (weight * sum) / n;
    },
  };
}

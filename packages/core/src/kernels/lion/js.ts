import type { Lion } from "./lion.ts";

export function lionJs(heap: Float32Array): Lion {
  return {
    lion(n, w, g, m, learningRate, beta1, beta2) {
      const rate1 = 1 - beta1;
      const rate2 = 1 - beta2;
      for (let i = 0; i < n; i++) {
        const mean = heap[m + i];
        const distance = heap[g + i] - mean;
        const towards = mean + rate1 * distance;
        heap[m + i] = mean + rate2 * distance;
        if (towards > 0) heap[w + i] -= learningRate;
        else if (towards < 0) heap[w + i] += learningRate;
      }
    },
  };
}

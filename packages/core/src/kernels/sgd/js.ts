import type { Sgd } from "./sgd.ts";

export function sgdJs(heap: Float32Array): Sgd {
  return {
    sgd(n, w, g, velocity, learningRate, momentum, nesterov) {
      if (velocity === 0) {
        for (let i = 0; i < n; i++) heap[w + i] -= learningRate * heap[g + i];
        return;
      }
      for (let i = 0; i < n; i++) {
        const gradient = heap[g + i];
        const v = momentum * heap[velocity + i] + gradient;
        heap[velocity + i] = v;
        heap[w + i] -= learningRate * (nesterov ? gradient + momentum * v : v);
      }
    },
  };
}

import type { Sgd } from "./sgd.ts";

export function sgdReference(heap: Float64Array): Sgd {
  return {
    sgd(n, w, g, velocity, learningRate, momentum, nesterov) {
      for (let i = 0; i < n; i++) {
        let direction = heap[g + i];
        if (velocity) {
          const v = momentum * heap[velocity + i] + direction;
          heap[velocity + i] = v;
          direction = nesterov ? direction + momentum * v : v;
        }
        heap[w + i] -= learningRate * direction;
      }
    },
  };
}

import type { Rmsprop } from "./rmsprop.ts";

export function rmspropReference(heap: Float64Array): Rmsprop {
  return {
    rmsprop(n, w, g, v, mean, velocity, learningRate, rho, epsilon, momentum) {
      for (let i = 0; i < n; i++) {
        const gradient = heap[g + i];
        heap[v + i] = rho * heap[v + i] + (1 - rho) * gradient ** 2;
        if (mean) heap[mean + i] = rho * heap[mean + i] + (1 - rho) * gradient;
        const centre = mean ? heap[mean + i] : 0;
        const variance = Math.max(heap[v + i] - centre ** 2, 0);
        let step = gradient / (Math.sqrt(variance) + epsilon);
        if (velocity) {
          heap[velocity + i] = momentum * heap[velocity + i] + step;
          step = heap[velocity + i];
        }
        heap[w + i] -= learningRate * step;
      }
    },
  };
}

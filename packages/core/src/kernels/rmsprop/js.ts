import type { Rmsprop } from "./rmsprop.ts";

export function rmspropJs(heap: Float32Array): Rmsprop {
  return {
    rmsprop(n, w, g, v, mean, velocity, learningRate, rho, epsilon, momentum) {
      const rate = 1 - rho;
      for (let i = 0; i < n; i++) {
        const gradient = heap[g + i];
        let variance = heap[v + i] + rate * (gradient * gradient - heap[v + i]);
        heap[v + i] = variance;
        if (mean) {
          const centre = heap[mean + i] + rate * (gradient - heap[mean + i]);
          heap[mean + i] = centre;
          variance = Math.max(variance - centre * centre, 0);
        }
        let step = gradient / (Math.sqrt(variance) + epsilon);
        if (velocity) {
          step += momentum * heap[velocity + i];
          heap[velocity + i] = step;
        }
        heap[w + i] -= learningRate * step;
      }
    },
  };
}

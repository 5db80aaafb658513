import { LEAST_PROBABILITY, MOST_PROBABILITY } from "../cross-entropy/cross-entropy.ts";
import type { BinaryCrossEntropy } from "./binary-cross-entropy.ts";

export function binaryCrossEntropyReference(heap: Float64Array): BinaryCrossEntropy {
  return {
    sigmoidBinaryCrossEntropy(n, z, t, dz, loss, weight) {
      let sum = 0;
      for (let i = 0; i < n; i++) {
        const value = heap[z + i];
        sum += Math.max(value, 0) - value * heap[t + i] + Math.log1p(Math.exp(-Math.abs(value)));
        if (dz) heap[dz + i] = (weight * (1 / (1 + Math.exp(-value)) - heap[t + i])) / n;
      }
      heap[loss] = (weight * sum) / n;
    },
    binaryCrossEntropy(n, p, t, dp, loss, weight) {
      let sum = 0;
      for (let i = 0; i < n; i++) {
        const value = heap[p + i];
        const target = heap[t + i];
        const clipped = Math.min(Math.max(value, LEAST_PROBABILITY), MOST_PROBABILITY);
        sum -= target * Math.log(clipped) + (1 - target) * Math.log(1 - clipped);
        const isClipped = value < LEAST_PROBABILITY || value > MOST_PROBABILITY;
        if (dp)
          heap[dp + i] = isClipped ? 0 : (weight * (value - target)) / (value * (1 - value) * n);
      }
      heap[loss] = (weight * sum) / n;
    },
  };
}

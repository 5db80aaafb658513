import { LEAST_PROBABILITY, MOST_PROBABILITY } from "../cross-entropy/cross-entropy.ts";
import { exp, log, log1p } from "../math.ts";
import type { BinaryCrossEntropy } from "./binary-cross-entropy.ts";

export function binaryCrossEntropyJs(heap: Float32Array): BinaryCrossEntropy {
  return {
    sigmoidBinaryCrossEntropy(n, z, t, dz, loss, weight) {
      let sum = 0;
      for (let i = 0; i < n; i++) {
        const value = heap[z + i];
        const target = heap[t + i];
        const power = exp(-Math.abs(value));
        sum += Math.max(value, 0) - value * target + log1p(power);
        if (dz) heap[dz + i] = (weight * ((value < 0 ? power : 1) / (1 + power) - target)) / n;
      }
      heap[loss] = (weight * sum) / n;
    },
    binaryCrossEntropy(n, p, t, dp, loss, weight) {
      let sum = 0;
      for (let i = 0; i < n; i++) {
        const value = heap[p + i];
        const target = heap[t + i];
        const clipped = Math.min(Math.max(value, LEAST_PROBABILITY), MOST_PROBABILITY);
        sum -= target * log(clipped) + (1 - target) * log(1 - clipped);
        if (dp) {
          const isClipped = value < LEAST_PROBABILITY || value > MOST_PROBABILITY;
          heap[dp + i] = isClipped ? 0 : (weight * (value - target)) / (value * (1 - value) * n);
        }
      }
      heap[loss] = (weight * sum) / n;
    },
  };
}

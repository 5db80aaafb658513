import type { Gradient } from "./gradient.ts";

export function gradientJs(heap: Float32Array): Gradient {
  return {
    sumOfSquares(n, x) {
      let sum = 0;
      for (let i = 0; i < n; i++) sum += heap[x + i] * heap[x + i];
      // A square that overflows in float32 shows in every set.
      return Number.isFinite(Math.fround(sum)) ? sum : sum / 0;
    },
    scale(n, x, out, factor) {
      for (let i = 0; i < n; i++) heap[out + i] = factor * heap[x + i];
    },
    clip(n, x, out, low, high) {
      for (let i = 0; i < n; i++) heap[out + i] = Math.min(Math.max(heap[x + i], low), high);
    },
    penalize(n, w, g, l1, l2) {
      for (let i = 0; i < n; i++) {
        const weight = heap[w + i];
        const slope = weight > 0 ? l1 : weight < 0 ? -l1 : 0;
        heap[g + i] += slope + 2 * l2 * weight;
      }
    },
  };
}

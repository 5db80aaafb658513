import type { Gradient } from "./gradient.ts";

export function gradientReference(heap: Float64Array): Gradient {
  return {
    sumOfSquares(n, x) {
      let sum = 0;
      for (let i = 0; i < n; i++) sum += heap[x + i] ** 2;
      return sum;
    },
    scale(n, x, out, factor) {
      for (let i = 0; i < n; i++) heap[out + i] = factor * heap[x + i];
    },
    clip(n, x, out, low, high) {
      for (let i = 0; i < n; i++) heap[out + i] = Math.min(Math.max(heap[x + i], low), high);
    },
    penalize(n, w, g, l1, l2) {
      for (let i = 0; i < n; i++) {
        heap[g + i] += l1 * Math.sign(heap[w + i]) + 2 * l2 * heap[w + i];
      }
    },
  };
}

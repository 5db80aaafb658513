import type { Sine } from "./sine.ts";

export function sineReference(heap: Float64Array): Sine {
  return {
    sine(n, x, y, omega) {
      for (let i = 0; i < n; i++) heap[y + i] = Math.sin(omega * heap[x + i]);
    },
    sineBackward(n, x, dy, dx, omega) {
      for (let i = 0; i < n; i++) {
        heap[dx + i] = heap[dy + i] * omega * Math.cos(omega * heap[x + i]);
      }
    },
  };
}

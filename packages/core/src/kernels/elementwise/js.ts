import type { Elementwise } from "./elementwise.ts";

export function elementwiseJs(heap: Float32Array): Elementwise {
  return {
    add(n, a, b, out) {
      for (let i = 0; i < n; i++) heap[out + i] = heap[a + i] + heap[b + i];
    },
    multiply(n, a, b, out) {
      for (let i = 0; i < n; i++) heap[out + i] = heap[a + i] * heap[b + i];
    },
    copy(n, x, out) {
      heap.copyWithin(out, x, x + n);
    },
  };
}

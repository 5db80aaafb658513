import type { Piecewise } from "./piecewise.ts";

export function piecewiseJs(heap: Float32Array): Piecewise {
  return {
    relu6(n, x, y) {
      for (let i = 0; i < n; i++) heap[y + i] = Math.min(Math.max(heap[x + i], 0), 6);
    },
    relu6Backward(n, y, dy, dx) {
      for (let i = 0; i < n; i++) {
        const value = heap[y + i];
        heap[dx + i] = value > 0 && value < 6 ? heap[dy + i] : 0;
      }
    },
    hardSigmoid(n, x, y) {
      for (let i = 0; i < n; i++) heap[y + i] = Math.min(Math.max(heap[x + i] / 6 + 0.5, 0), 1);
    },
    hardSigmoidBackward(n, y, dy, dx) {
      for (let i = 0; i < n; i++) {
        const value = heap[y + i];
        heap[dx + i] = value > 0 && value < 1 ? heap[dy + i] / 6 : 0;
      }
    },
    hardSwish(n, x, y) {
      for (let i = 0; i < n; i++) {
        const value = heap[x + i];
        heap[y + i] = value <= -3 ? 0 : value * Math.min(value / 6 + 0.5, 1);
      }
    },
    hardSwishBackward(n, x, dy, dx) {
      for (let i = 0; i < n; i++) {
        const value = heap[x + i];
        heap[dx + i] = heap[dy + i] * (value <= -3 ? 0 : value >= 3 ? 1 : value / 3 + 0.5);
      }
    },
    softsign(n, x, y) {
      for (let i = 0; i < n; i++) {
        const value = heap[x + i];
        const size = Math.abs(value);
        heap[y + i] = size < Infinity ? value / (1 + size) : Math.sign(value);
      }
    },
    softsignBackward(n, y, dy, dx) {
      for (let i = 0; i < n; i++) {
        const rest = 1 - Math.abs(heap[y + i]);
        heap[dx + i] = heap[dy + i] * rest * rest;
      }
    },
  };
}
